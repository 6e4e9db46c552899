"""Search bytes and whole folders for canaries in all their forms."""

import mmap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.privacy.canaries import Canary, Found
from tests.privacy.encodings import bigrams, forms
from tests.privacy.sifting import can_sift, sift, siftable

PIECE: Final = 16 << 20  # bytes of a file looked at together
OVERLAP: Final = 4096  # bytes: longer than any form of a canary
NEAR: Final = 2048  # bytes before and behind a pair in which the others count as of the same row
INDEXED: Final = "bigrams"

Form = tuple[str, str, bytes]  # canary, encoding, bytes


class Pairs:
    """The neighbouring letters of a Chinese canary, which an index keeps instead of the words."""

    def __init__(self, canary: Canary, pairs: Sequence[bytes]) -> None:
        self.name = canary.name
        self.first = pairs[0]
        self._pairs = pairs
        self._plain = pairs[0] + b"".join(pair[3:] for pair in pairs[1:])

    def stand_in(self, content: bytes) -> bool:
        """Tell whether all pairs stand near each other, otherwise than in the plain text."""
        place = content.find(self.first)
        while place >= 0:
            if self._are_near(content[max(0, place - NEAR) : place + NEAR]):
                return True
            place = content.find(self.first, place + 1)
        return False

    def _are_near(self, content: bytes) -> bool:
        rest = content.replace(self._plain, b"")
        return all(pair in rest for pair in self._pairs)


class Search:
    """Looks for all canaries at once; what was found is kept."""

    def __init__(self, canaries: Iterable[Canary], *, sifting: bool = True) -> None:
        self.canaries = tuple(canaries)
        self.found: set[Found] = set()
        self._sifting = sifting and can_sift()
        self._forms: list[Form] = [
            (canary.name, encoding, form)
            for canary in self.canaries
            for encoding, form in forms(canary.secret).items()
        ]
        self._pairs = [
            Pairs(canary, pairs) for canary in self.canaries if (pairs := bigrams(canary.secret))
        ]

    def bytes_of(self, place: str, content: bytes) -> None:
        """Look at some bytes."""
        self._look(place, content, self._forms, self._pairs)

    def text_of(self, place: str, content: str) -> None:
        self.bytes_of(place, content.encode("utf-8", "surrogateescape"))

    def folder(self, place: str, folder: Path, *, but: Sequence[str] = ()) -> int:
        """Look at the names and contents of all files below a folder; return how many.

        Names in `but` are left out at the top. Grep finds most forms; the rest we look for.
        """
        forms = self._forms
        if self._sifting:
            forms = [form for form in self._forms if not siftable(form[2])]
            self._sift(place, folder, but)
        pairs = [] if self._sifting else self._pairs
        looked = 0
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            relative = path.relative_to(folder)
            if relative.parts[0] in but:
                continue
            self.bytes_of(f"{place}/{relative} (its name)", str(relative).encode())
            for piece in _pieces(path):
                self._look(f"{place}/{relative}", piece, forms, pairs)
            looked += 1
        return looked

    def _look(
        self, place: str, content: bytes, forms: Sequence[Form], pairs: Sequence[Pairs]
    ) -> None:
        for name, encoding, form in forms:
            if form in content:
                self.found.add(Found(place, name, encoding))
        for some in pairs:
            if some.stand_in(content):
                self.found.add(Found(place, some.name, INDEXED))

    def _sift(self, place: str, folder: Path, but: Sequence[str]) -> None:
        known: dict[bytes, list[tuple[str, str]]] = {}
        for name, encoding, form in self._forms:
            if siftable(form):
                known.setdefault(form, []).append((name, encoding))
        first = {some.first: some for some in self._pairs}
        for hit in sift(folder, [*known, *first], but=but):
            where = f"{place}/{hit.path.relative_to(folder)}"
            self.found |= {Found(where, *named) for named in known.get(hit.match, ())}
            if hit.match in first and first[hit.match].stand_in(_around(hit.path, hit.offset)):
                self.found.add(Found(where, first[hit.match].name, INDEXED))


def _around(path: Path, offset: int) -> bytes:
    with path.open("rb") as file:
        start = max(0, offset - NEAR)
        file.seek(start)
        return file.read(offset - start + NEAR)


def _pieces(path: Path) -> Iterator[bytes]:
    """Cut a file into pieces that overlap, so that nothing is missed at a seam."""
    try:
        file = path.open("rb")
    except FileNotFoundError:  # rotated away meanwhile
        return
    with file:
        size = path.stat().st_size
        if not size:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            for start in range(0, size, PIECE):
                yield content[max(0, start - OVERLAP) : start + PIECE]

"""Search bytes and whole folders for canaries in all their forms."""

import mmap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.privacy.canaries import Canary, Found
from tests.privacy.encodings import bigrams, forms

PIECE = 16 << 20  # bytes of a file looked at together
OVERLAP = 4096  # bytes: longer than any form of a canary
NEAR = 2048  # bytes before and behind a pair in which the others count as of the same row
INDEXED = "bigrams"


class Search:
    """Looks for all canaries at once; what was found is kept."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self.canaries = tuple(canaries)
        self.found: set[Found] = set()
        self.bytes = 0
        self._forms = [
            (canary.name, encoding, form)
            for canary in self.canaries
            for encoding, form in forms(canary.secret).items()
        ]
        self._pairs = [
            (canary.name, pairs[0] + b"".join(pair[3:] for pair in pairs[1:]), pairs)
            for canary in self.canaries
            if (pairs := bigrams(canary.secret))
        ]

    def bytes_of(self, place: str, content: bytes) -> None:
        """Look at some bytes."""
        self.bytes += len(content)
        for name, encoding, form in self._forms:
            if form in content:
                self.found.add(Found(place, name, encoding))
        for name, plain, pairs in self._pairs:
            if _stand_together(content, plain, pairs):
                self.found.add(Found(place, name, INDEXED))

    def text_of(self, place: str, content: str) -> None:
        self.bytes_of(place, content.encode("utf-8", "surrogateescape"))

    def folder(self, place: str, folder: Path, *, but: Sequence[str] = ()) -> int:
        """Look at the names and contents of all files below a folder; return how many."""
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        looked = 0
        for path in files:
            relative = path.relative_to(folder)
            if relative.parts[0] in but:
                continue
            self.bytes_of(f"{place}/{relative} (its name)", str(relative).encode())
            looked += self._file(f"{place}/{relative}", path)
        return looked

    def _file(self, place: str, path: Path) -> int:
        try:
            for piece in _pieces(path):
                self.bytes_of(place, piece)
        except FileNotFoundError:  # rotated away meanwhile; its successor is searched, too
            return 0
        return 1


def _pieces(path: Path) -> Iterator[bytes]:
    """Cut a file into pieces that overlap, so that nothing is missed at a seam."""
    size = path.stat().st_size
    if not size:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for start in range(0, size, PIECE):
            yield content[max(0, start - OVERLAP) : start + PIECE]


def _stand_together(content: bytes, plain: bytes, pairs: Sequence[bytes]) -> bool:
    """Tell whether all pairs stand near each other, otherwise than in the plain text."""
    place = content.find(pairs[0])
    while place >= 0:
        near = content[max(0, place - NEAR) : place + NEAR].replace(plain, b"")
        if all(pair in near for pair in pairs):
            return True
        place = content.find(pairs[0], place + 1)
    return False

"""Find a table's header and say which column is which, however the office drew it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from office.spreadsheets.reading.values import YUAN_PER, as_text
from office.spreadsheets.reading.workbook import Sheet

UNITS = frozenset(
    {
        *YUAN_PER,
        *["家", "项", "次", "件", "人", "起", "场", "份", "个", "户", "名", "%", "家次", "人次"],
    }
)
SEARCHED_ROWS = 30
DEEPEST = 4
LONGEST_TITLE = 100

_BRACKETS = str.maketrans("【〔[{「『】〕]}」』", "(" * 6 + ")" * 6)
_NUMBERING = re.compile(r"^\s*\(?\d{1,3}\s*[.、)\s]\s*(?=\D)")
_INNER = re.compile(r"^其中[:,、]?")
_BRACKETED = re.compile(r"^(.+?)\(([^()]*)\)$")
_UNIT_ALONE = re.compile(r"^\(?(?:单位:)?([千万百亿]*元)\)?$")
_SHEET_UNIT = re.compile(r"^(?:金额)?(?:计量)?单位:?\(?([千万百亿]*元)\)?$")


class Label(NamedTuple):
    """One header cell, made comparable."""

    full: str
    bare: str  # without the brackets at its end
    unit: str | None
    inner: bool  # it began with 其中


Path: TypeAlias = tuple[Label, ...]
Score: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A header: where it lies, which column holds what, and in which unit."""

    first_row: int
    first_data_row: int
    columns: Mapping[str, int]
    units: Mapping[str, str]
    titles: Mapping[str, str]
    twice: Mapping[str, list[int]]
    ignored: tuple[str, ...]


@lru_cache(maxsize=8192)
def label(written: str) -> Label:
    """Make a header cell comparable: width, spaces, brackets, numbering, marks do not matter."""
    narrow = unicodedata.normalize("NFKC", written).translate(_BRACKETS)
    unnumbered = _NUMBERING.sub("", narrow)
    joined = "".join(c for c in unnumbered if not c.isspace() and c not in "*※\u200b\ufeff")
    joined = joined.replace("(必填)", "").replace("(选填)", "").rstrip(":").casefold()
    inner = _INNER.sub("", joined)
    match = _BRACKETED.match(inner)
    bare, bracketed = (match[1], match[2]) if match else (inner, None)
    return Label(inner, bare, bracketed, inner != joined)


def find_header(sheet: Sheet, aliases: Mapping[str, Sequence[str]]) -> Found | None:
    """Find the rows that name most of the wanted columns; None if none names any."""
    grid = _Grid(sheet)
    wanted = _Names(aliases)
    best: tuple[tuple[int, int, int], int, int] | None = None
    for first in range(min(SEARCHED_ROWS, len(sheet.cells))):
        for depth in range(1, DEEPEST + 1):
            named = len(_assign(grid.paths(first, depth), wanted)[0])
            # As many names in fewer rows, and lower on the sheet: a title above adds nothing.
            score = (named, -depth, first)
            if named and (best is None or score > best[0]):
                best = (score, first, depth)
    return _found(grid, wanted, best[1], best[2]) if best else None


def _found(grid: "_Grid", wanted: "_Names", first: int, depth: int) -> Found:
    paths = grid.paths(first, depth)
    columns, twice = _assign(paths, wanted)
    usual = grid.unit_above(first)
    units = {key: _unit(paths[column]) or usual for key, column in columns.items()}
    titles = {key: grid.title(first, depth, column) for key, column in columns.items()}
    taken = {*columns.values(), *(column for twins in twice.values() for column in twins)}
    ignored = [path[-1].full for column, path in paths.items() if column not in taken]
    return Found(
        first_row=first,
        first_data_row=grid.bottom(first, depth),
        columns=columns,
        units={key: unit for key, unit in units.items() if unit},
        titles=titles,
        twice=twice,
        ignored=tuple(ignored),
    )


class _Grid:
    """A sheet whose merged cells all show the value of their first one."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        reach = SEARCHED_ROWS + DEEPEST
        self._merges = [area for area in sheet.merges if area[0][0] < reach]
        self._first = {
            (row, column): (top, left)
            for (top, left), (bottom, right) in self._merges
            for row in range(top, min(bottom, reach) + 1)
            for column in range(left, right + 1)
        }

    def written(self, row: int, column: int) -> str:
        first = self._first.get((row, column), (row, column))
        return as_text(self._sheet.cell(*first))[:LONGEST_TITLE]

    def width(self) -> int:
        return max((len(row) for row in self._sheet.cells[:SEARCHED_ROWS]), default=0)

    def paths(self, first: int, depth: int) -> dict[int, Path]:
        """What stands above each column, from the top down, blanks and repeats left out."""
        rows = range(first, min(first + depth, len(self._sheet.cells)))
        found: dict[int, Path] = {}
        for column in range(self.width()):
            parts: list[Label] = []
            for row in rows:
                part = label(self.written(row, column))
                if part.full and (not parts or parts[-1].full != part.full):
                    parts.append(part)
            if parts:
                found[column] = _fold_unit(parts)
        return found

    def title(self, first: int, depth: int, column: int) -> str:
        """The lowest header cell as it was written, on one line."""
        for row in reversed(range(first, first + depth)):
            written = " ".join(self.written(row, column).split())
            if written:
                return written
        return ""

    def bottom(self, first: int, depth: int) -> int:
        """The first row below the header and below every merged cell that begins in it."""
        below = first + depth
        for (top, _), (end, _) in self._merges:
            if first <= top < first + depth:
                below = max(below, end + 1)
        return below

    def unit_above(self, first: int) -> str | None:
        """The unit of all money, if a line above the header says so: 单位:万元."""
        for row in range(first):
            for column in range(self.width()):
                match = _SHEET_UNIT.match(label(self.written(row, column)).full)
                if match:
                    return match[1]
        return None


def _fold_unit(parts: list[Label]) -> Path:
    """Take a cell that holds nothing but a unit as the unit of the one above it."""
    match = _UNIT_ALONE.match(parts[-1].full)
    if match and len(parts) > 1:
        above = parts[-2]
        return (*parts[:-2], above._replace(unit=match[1]))
    return tuple(parts)


def _unit(path: Path) -> str | None:
    return next((part.unit for part in reversed(path) if part.unit in YUAN_PER), None)


class _Names:
    """The wanted columns by their aliases: `企业自查一般隐患 > 已整改` is a name of two levels."""

    def __init__(self, aliases: Mapping[str, Sequence[str]]) -> None:
        self._by_bare: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = {}
        for key, written in aliases.items():
            for alias in written:
                parts = [label(part) for part in alias.split(">")]
                bare = tuple(part.bare for part in parts)
                full = tuple(part.full for part in parts)
                self._by_bare.setdefault(bare, []).append((key, full))

    def best(self, variants: Iterable[Path]) -> tuple[Score, str] | None:
        """Which wanted column some names fit best: more levels first, then brackets too, then length."""
        found = [
            ((len(name), int(exact), sum(map(len, name))), key)
            for path in variants
            for key, name in self._by_bare.get(tuple(part.bare for part in path), ())
            if (exact := all(part.full == want for part, want in zip(path, name, strict=True)))
            or all(_same(part, want) for part, want in zip(path, name, strict=True))
        ]
        return max(found, default=None)


def _assign(
    paths: Mapping[int, Path], wanted: _Names
) -> tuple[dict[str, int], dict[str, list[int]]]:
    """Give each wanted column its best header; those that two fit equally are told apart."""
    claims: dict[str, list[tuple[Score, int]]] = {}
    for column, variants in _with_neighbours(paths).items():
        best = wanted.best(variants)
        if best is not None:
            claims.setdefault(best[1], []).append((best[0], column))
    columns, twice = {}, {}
    for key, claimed in claims.items():
        top = max(score for score, _ in claimed)
        winners = [column for score, column in claimed if score == top]
        columns[key] = winners[0]
        if len(winners) > 1:
            twice[key] = winners
    return columns, twice


def _with_neighbours(paths: Mapping[int, Path]) -> dict[int, list[Path]]:
    """Add, to an 其中 or a name that stands more than once, the column on its left as parent."""
    times = Counter(path[-1].full for path in paths.values())
    variants: dict[int, list[Path]] = {}
    parent: Label | None = None
    for column, path in sorted(paths.items()):
        leaf = path[-1]
        variants[column] = [path[start:] for start in range(len(path))]
        if not leaf.inner and times[leaf.full] == 1:
            parent = leaf
        elif parent is not None:
            variants[column].append((parent, leaf))
    return variants


def _same(part: Label, want: str) -> bool:
    """Whether they are one name; brackets that hold a unit may differ or be absent."""
    match = _BRACKETED.match(want)
    if match is None:
        return want in {part.full, part.bare}
    both_units = part.unit in UNITS and match[2] in UNITS
    return match[1] == part.full or (both_units and match[1] == part.bare)

"""A workbook as plain cells, read within bounds."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias
from xml.parsers import expat

import python_calamine as calamine

from office.fault import Fault
from office.spreadsheets.address import Position
from office.spreadsheets.reading.archive import Limits, repack, unpack
from office.spreadsheets.reading.scan import Scan, scan

Value: TypeAlias = str | int | float | bool | datetime | date | time | timedelta
Area: TypeAlias = tuple[Position, Position]  # first and last cell of a merged range


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet, from A1. A blank cell is an empty string.

    `broken` are cells whose formula failed or was never calculated; they look blank in `cells`.
    """

    name: str
    cells: Sequence[Sequence[Value]]
    merges: Sequence[Area] = ()
    broken: Mapping[Position, str] | None = None
    hidden: bool = False

    def cell(self, row: int, column: int) -> Value:
        """Show one cell; what lies outside is blank."""
        if row >= len(self.cells) or column >= len(self.cells[row]):
            return ""
        return self.cells[row][column]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The worksheets of a file, in order."""

    sheets: tuple[Sheet, ...]

    def visible(self) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)


def read_workbook(data: bytes, limits: Limits | None = None) -> Workbook:
    """Read an xlsx file. Raise `Fault` if it is none, holds macros or a password, or is too large.

    It takes processor time in proportion to the file: call it in a thread.
    """
    limits = limits or Limits()
    parts = unpack(data, limits)
    scans = {_key(name): scan(xml) for name, xml in parts.items()}
    where = _parts_of_sheets(parts)
    try:
        with calamine.CalamineWorkbook.from_filelike(repack(parts)) as book:
            kept = _worksheets(book, limits)
            return Workbook(tuple(_sheet(book, meta, scans, where, limits) for meta in kept))
    except Fault:
        raise
    except Exception as error:  # whatever the parser makes of it, the file is at fault
        raise Fault("workbook_unreadable") from error
    except BaseException as error:
        # A panic in the parser is no Exception to Python, but is only a bad file to us.
        if type(error).__module__.startswith("pyo3"):
            raise Fault("workbook_unreadable") from error
        raise


def _worksheets(book: calamine.CalamineWorkbook, limits: Limits) -> list[calamine.SheetMetadata]:
    listed = book.sheets_metadata
    if len(listed) > limits.sheets:
        raise Fault("workbook_too_many_sheets", limit=limits.sheets)
    return [meta for meta in listed if meta.typ is calamine.SheetTypeEnum.WorkSheet]


def _sheet(
    book: calamine.CalamineWorkbook,
    meta: calamine.SheetMetadata,
    scans: Mapping[str, Scan | None],
    where: Mapping[str, str],
    limits: Limits,
) -> Sheet:
    found = scans.get(where.get(meta.name, ""))
    if found is None:
        raise Fault("workbook_unreadable")
    for name, reached in (
        ("rows", found.rows),
        ("columns", found.columns),
        ("cells", found.rows * found.columns),
    ):
        limit = getattr(limits, name)
        if reached > limit:
            raise Fault(f"sheet_too_many_{name}", sheet=meta.name, limit=limit)
    sheet = book.get_sheet_by_name(meta.name)
    return Sheet(
        name=meta.name,
        cells=sheet.to_python(skip_empty_area=False),
        merges=_merges(sheet.merged_cell_ranges or (), found),
        broken=found.broken,
        hidden=meta.visible is not calamine.SheetVisibleEnum.Visible,
    )


def _merges(areas: Sequence[Area], found: Scan) -> list[Area]:
    """Cut merged ranges to what is filled. Honest ones do not overlap, so their sum is bounded."""
    cut = [
        (first, (min(end[0], found.rows - 1), min(end[1], found.columns - 1)))
        for first, end in areas
        if first[0] < found.rows and first[1] < found.columns
    ]
    covered = sum((end[0] - first[0] + 1) * (end[1] - first[1] + 1) for first, end in cut)
    if covered > found.rows * found.columns:
        raise Fault("workbook_unreadable")
    return cut


def _parts_of_sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Map a sheet's name to the part that holds it."""
    by_key = {_key(name): xml for name, xml in parts.items()}
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for attributes in _elements(by_key.get("xl/_rels/workbook.xml.rels", b""), "Relationship")
    }
    found = {}
    for attributes in _elements(by_key["xl/workbook.xml"], "sheet"):
        relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
        target = targets.get(relation, "")
        # An absolute target is not joined to the folder; posixpath knows.
        path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        found[attributes.get("name", "")] = _key(path)
    return found


def _elements(xml: bytes, tag: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == tag:
            found.append(attributes)

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = start
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        raise Fault("workbook_unreadable") from error
    return found


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()

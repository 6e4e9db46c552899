"""Look through a worksheet's XML before it is parsed: how far it reaches, which cells lack a value.

The parser reserves a dense grid and shows broken formulas as blanks; neither may come as a surprise.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from office.fault import Fault
from office.spreadsheets.address import Position

MOST_BROKEN = 10_000

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_TEXT_OF = frozenset({"v", "t"})


@dataclass(slots=True)
class Scan:
    """What a worksheet's XML shows. Positions count from 0."""

    rows: int = 0
    columns: int = 0
    broken: dict[Position, str] = field(default_factory=dict)


def scan(xml: bytes) -> Scan | None:
    """Look through a part; None if it is no worksheet. Raise `Fault` if it is not sound XML."""
    scanner = _Scanner()
    # The parser behind us takes UTF-8 whatever the file declares; so must we, or we check another text.
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        raise Fault("workbook_unreadable") from error
    return scanner.found if scanner.root == "worksheet" else None


def _refuse_doctype(*_: object) -> None:
    raise Fault("workbook_unreadable")


class _Scanner:
    def __init__(self) -> None:
        self.found = Scan()
        self.root = ""
        self._row = -1
        self._column = -1
        self._type = ""
        self._formula = self._valued = self._in_value = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if not self.root:
            self.root = tag
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "f":
            self._formula = True
        elif tag in _TEXT_OF:
            self._in_value = True
        elif tag == "row":
            self._start_row(attributes.get("r"))

    def text(self, _: str) -> None:
        if self._in_value:
            self._valued = True

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag in _TEXT_OF:
            self._in_value = False
        elif tag == "c" and self.root == "worksheet":
            self._end_cell()

    def _start_row(self, number: str | None) -> None:
        if number is not None and not number.isdecimal():
            raise Fault("workbook_unreadable")
        self._row = int(number) - 1 if number else self._row + 1
        self._column = -1

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        self._column += 1
        if reference is not None:
            self._row, self._column = _position(reference)
        self._type = attributes.get("t", "")
        self._formula = self._valued = False

    def _end_cell(self) -> None:
        here = (self._row, self._column)
        if self._valued or self._formula or self._type:
            self.found.rows = max(self.found.rows, self._row + 1)
            self.found.columns = max(self.found.columns, self._column + 1)
        if len(self.found.broken) >= MOST_BROKEN:
            return
        if self._type == "e":
            self.found.broken[here] = "cell_error"
        elif self._formula and not self._valued and self._type != "str":
            # A formula whose result is an empty text says so by its type; this one was never run.
            self.found.broken[here] = "cell_uncalculated"


def _position(reference: str) -> Position:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise Fault("workbook_unreadable")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1

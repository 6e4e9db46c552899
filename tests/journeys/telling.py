"""Tell what happens, step by step: Chinese first, a short English line beside it, ids and times."""

import sys
import time
from collections.abc import Sequence
from typing import Literal, TextIO

Language = Literal["zh", "en"]


class Telling:
    """Prints the story. Every line says how long it took since the line before."""

    def __init__(self, language: Language = "zh", out: TextIO = sys.stdout) -> None:
        self.language = language
        self._out = out
        self._began = self._last = time.monotonic()
        self._chapter = 0

    def chapter(self, zh: str, en: str) -> None:
        """Begin a part of the story."""
        self._chapter += 1
        first, second = self._ordered(zh, en)
        self._say(f"\n【{self._chapter}】{first}\n     {second}")

    def step(self, zh: str, en: str, **facts: object) -> None:
        """Say what was done, and how long it took."""
        now = time.monotonic()
        first, second = self._ordered(zh, en)
        self._say(f"  ✓ {first}  {second}  ({now - self._last:.2f} s)")
        if facts:
            self._say("      " + "  ".join(f"{name}={value}" for name, value in facts.items()))
        self._last = now

    def refused(self, zh: str, en: str, problem: dict[str, object]) -> None:
        """Say what was refused, and how the system says so."""
        first, second = self._ordered(zh, en)
        self._say(f"  ✗ {first}  {second}")
        self._say(f"      {problem['status']} {problem['code']}:{problem['detail']}")
        self._last = time.monotonic()

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Print rows under their heads, in columns."""
        cells = [[str(cell) for cell in row] for row in (heads, *rows)]
        widths = [max(_width(row[n]) for row in cells) for n in range(len(heads))]
        for row in cells:
            padded = (
                cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
            )
            self._say("      " + "  ".join(padded).rstrip())

    def end(self, zh: str, en: str) -> None:
        """Close the story."""
        first, second = self._ordered(zh, en)
        self._say(f"\n{first}  {second}  ({time.monotonic() - self._began:.1f} s)")

    def _ordered(self, zh: str, en: str) -> tuple[str, str]:
        return (zh, en) if self.language == "zh" else (en, zh)

    def _say(self, line: str) -> None:
        self._out.write(line + "\n")
        self._out.flush()


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(1 + (letter > "\u2e7f") for letter in text)

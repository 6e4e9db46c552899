"""Judgement standards and their items, and which may be cited for a finding of which day."""

import re
from dataclasses import dataclass
from datetime import date

# An edition in force whose items we do not hold is cited by its clause: FR-2025-5-1-2 is
# clause 5.1.2 of the 2025 edition.
CLAUSE = re.compile(r"[1-9]\d?(-[1-9]\d?){0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One edition of a judgement standard (判定标准), in force on `[effective_from, effective_to)`."""

    code: str
    title: str
    number: str
    issuer: str | None = None
    effective_from: date
    effective_to: date | None = None
    guidance: bool = False
    # Set where findings cite a clause number instead of an item, for example `FR-2025`.
    clause_prefix: str | None = None
    clause_chapters: tuple[str, ...] = ()
    note: str | None = None
    source: str | None = None

    def in_force(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on < self.effective_to)

    def offered(self, on: date) -> bool:
        """Whether a finding of that day may rest on it; guidance (指南) never carries one."""
        return self.in_force(on) and not self.guidance

    def has_clause(self, code: str) -> bool:
        """Whether the code names a clause of a chapter that holds factors."""
        if self.clause_prefix is None or not code.startswith(self.clause_prefix + "-"):
            return False
        clause = code.removeprefix(self.clause_prefix + "-")
        chapter = clause.split("-")[0]
        return CLAUSE.fullmatch(clause) is not None and chapter in self.clause_chapters


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One item of a standard. Titles are short paraphrases for search, never judgement text."""

    code: str
    standard: str
    article: str
    title_zh: str
    title_en: str
    industry: str
    source: str
    to_confirm: bool

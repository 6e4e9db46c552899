"""What is wrong with something somebody wrote, and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One fault in Chinese and English; braces name its facts."""

    zh: str
    en: str


class Fault(Exception):
    """Something written is not as it must be.

    `code` finds the words, `facts` fill them in. Facts never hold the value itself, which may be
    personal: they say where it is wrong.
    """

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code, facts)


def say(
    code: str, facts: Mapping[str, object], words: Mapping[str, Words], language: Language
) -> str:
    """Put a fault into words; a missing fact shows as a dash."""
    found = words[code]
    return (found.zh if language == "zh" else found.en).format_map(_Facts(facts))


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "—"

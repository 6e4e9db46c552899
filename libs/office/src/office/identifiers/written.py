"""Undo what keyboards and spreadsheets do to codes."""

import unicodedata


def as_code(text: str) -> str:
    """Turn full-width into half-width, small into capital letters, and drop spaces and quotes."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in narrow if not c.isspace() and c not in "'‘’\u200b\u200c\u200d\ufeff")


def is_digits(text: str) -> bool:
    """Whether all are the ASCII digits; `str.isdigit` would let others pass."""
    return text.isascii() and text.isdigit()

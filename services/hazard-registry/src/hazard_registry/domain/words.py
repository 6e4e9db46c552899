"""Cut Chinese text so that an index finds any two characters that stand together."""

import unicodedata


def bigrams(*texts: str | None) -> list[str]:
    """List every pair of neighbouring letters, each once, and single letters of one-letter texts."""
    found: set[str] = set()
    for text in texts:
        folded = fold(text or "")
        found |= {folded[i : i + 2] for i in range(len(folded) - 1)} or ({folded} - {""})
    return sorted(found)


def fold(text: str) -> str:
    """Drop width, case, blanks and punctuation, which people type as they please."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in normal if c.isalnum())

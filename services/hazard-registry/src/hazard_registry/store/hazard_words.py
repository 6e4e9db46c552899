"""Hazards by the words they say: through the index of neighbouring letters."""

import re
from typing import Final

from sqlalchemy import ColumnElement, case, func, literal_column, or_

from hazard_registry.domain.life import Channel
from hazard_registry.domain.words import bigrams, fold
from hazard_registry.store.hazards import SEARCHED
from hazard_registry.tables import hazards, units

PAIR: Final = 2


def _in_order(letters: str) -> ColumnElement[bool]:
    """The letters one after another, whatever punctuation stands between them."""
    pattern = r"\W*".join(map(re.escape, letters))
    texts = [hazards.c[name] for name in SEARCHED] + [units.c.name]
    return or_(
        *(
            func.lower(func.normalize(text_, literal_column("NFKC"))).regexp_match(pattern)
            for text_ in texts
        )
    )


def says(text: str, *, disguised: bool) -> ColumnElement[bool]:
    """Every word's neighbouring letters must be there, by the index; and then in their order."""
    pairs = [pair for word in text.split() for pair in bigrams(word)]
    found = hazards.c.words.contains(pairs)
    for word in text.split():
        if len(fold(word)) > PAIR:
            found &= _in_order(fold(word))
    if not any(len(pair) > 1 for pair in pairs):
        letter = fold(text)
        found = or_(
            hazards.c.description.icontains(letter, autoescape=True),
            units.c.name.icontains(letter, autoescape=True),
        )
    if not disguised:
        return found
    # A unit finds its public reports by what it is shown of them, and by nothing else.
    from_public = hazards.c.channel == Channel.PUBLIC_REPORT
    shown = hazards.c.finding.icontains(text, autoescape=True)
    return case((from_public, func.coalesce(shown, False)), else_=found)

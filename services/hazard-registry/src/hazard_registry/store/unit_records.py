"""Licences, insurance, contractors and tenants, posts."""

from datetime import date

from sqlalchemy import and_, or_, select

from hazard_registry.domain.unit_records import Insurance, Licence, Partner, Post
from hazard_registry.store.shelf import Condition, Shelf
from hazard_registry.tables import insurances, licences, partners, posts, units

_working = select(units.c.id).where(units.c.active)


def lapsed(wanted: bool, on: date) -> Condition:  # noqa: FBT001 - a filter's value
    """A licence that a working unit needs, and whose term was over on that day."""
    own = licences.c
    over = and_(
        own.valid_to < on,
        own.needed,
        or_(own.ended_on.is_(None), own.ended_on > on),
        own.unit_id.in_(_working),
    )
    return over if wanted else ~over


def _insured(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    own = insurances.c
    there = and_(
        own.valid_from <= on,
        own.valid_to >= on,
        or_(own.ended_on.is_(None), own.ended_on > on),
    )
    return there if wanted else ~there


def _without_agreement(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    own = partners.c
    there = and_(own.began_on <= on, or_(own.ended_on.is_(None), own.ended_on >= on))
    agreed = own.agreement_on.is_not(None) & (own.agreement_on <= on)
    return and_(there, ~agreed if wanted else agreed)


def held(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    """Somebody holds the post on that day."""
    own = posts.c
    there = and_(own.since <= on, or_(own.ended_on.is_(None), own.ended_on > on))
    return there if wanted else ~there


LICENCES = Shelf(Licence, licences, meanings={"lapsed": lapsed})
INSURANCES = Shelf(Insurance, insurances, meanings={"valid": _insured})
PARTNERS = Shelf(Partner, partners, meanings={"without_agreement": _without_agreement})
POSTS = Shelf(Post, posts, meanings={"held": held})

"""Posters are made, printed and taken down."""

import html
import io
from datetime import datetime
from typing import Final
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight

from reporting_whistleblower.domain.posters import Poster, make_code
from reporting_whistleblower.domain.refusals import NotFound
from reporting_whistleblower.store import conflicts, posters

WHAT = "poster"
# The page is one file: nothing is fetched when it is printed, so nobody learns that it was.
SHEET: Final = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>安全生产举报</title>
<style>@page {{size: A4}} body {{font: 20pt sans-serif; text-align: center; margin: 20mm}}
svg {{width: 110mm; height: 110mm}} h1 {{font-size: 40pt}} small {{font-size: 12pt}}</style>
<h1>安全生产举报</h1><p>{place}</p>{qr}<p>举报码 {code}</p>
<p>可以匿名;不需要登录,不记录您的地址和手机。<br>查实有奖。也可拨打 12350。</p>
<small>You may report without a name. Nothing of your device is kept.</small></html>
"""


async def make_poster(
    tx: Session,
    *,
    area: str,
    unit_id: UUID | None,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
) -> Poster:
    """Make a code for a village or a unit of one's area. Raise `NotFound` for others'."""
    if unit_id is not None:
        found = await conflicts.unit_area(tx, unit_id)
        if found is None or not found.startswith(area):
            raise NotFound(field="/unit_id")
    if not sight.sees(area=area):
        raise NotFound(field="/area")
    made = Poster(
        id=new_id(), code=make_code(), area=area, unit_id=unit_id, made_by=by.id, made_at=at
    )
    await posters.add(tx, made)
    changes = {"area": [None, area], "unit_id": [None, unit_id]}
    await audit.record(tx, by=by, at=at, action="make", what=WHAT, id=made.id, changes=changes)
    return made


async def revoke_poster(
    tx: Session, *, poster_id: UUID, sight: Sight, by: audit.Actor, at: datetime, expected: int
) -> Poster:
    """Take a poster down."""
    poster = await posters.get(tx, poster_id, sight=sight)
    changed = poster.revoke(at=at, expected=expected)
    await posters.save(tx, changed)
    await audit.record(tx, by=by, at=at, action="revoke", what=WHAT, id=poster.id)
    return changed


def sheet(poster: Poster, *, place: str, link: str) -> str:
    """Write the poster as one page of HTML with its QR code in it."""
    import segno  # noqa: PLC0415 - drawn seldom, loaded seldom

    out = io.BytesIO()
    segno.make(link, error="q").save(out, kind="svg", xmldecl=False, omitsize=True, border=2)
    return SHEET.format(
        place=html.escape(place), qr=out.getvalue().decode(), code=html.escape(poster.code)
    )

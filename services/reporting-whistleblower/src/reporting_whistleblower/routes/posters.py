"""Posters: made, listed, printed, taken down."""

from typing import Annotated
from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Query, Response

from reporting_whistleblower.domain.posters import Poster
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.schemas.intake import PosterIn, PosterOut
from reporting_whistleblower.store import posters as stored
from reporting_whistleblower.store import reports
from reporting_whistleblower.use_cases import posters

router = ApiRouter(prefix="/v1/posters", tags=["posters"])
Site = Annotated[
    str,
    Query(
        pattern=r"^https?://[A-Za-z0-9.:-]{1,100}$",
        description="Where senders reach the form; the code's link begins with it",
    ),
]


@router.post(
    "",
    status_code=201,
    response_model=PosterOut,
    summary="制作举报码 Make a code for a village or a unit",
    responses=documented(MESSAGES, "not_found"),
)
async def make_poster(new: PosterIn, tx: Tx, sight: Sight, caller: Caller, now: Now) -> Poster:
    return await posters.make_poster(
        tx, area=new.area, unit_id=new.unit_id, sight=sight, by=caller, at=now
    )


@router.get("", response_model=PageOf[PosterOut], summary="举报码列表 Posters, newest first")
async def list_posters(tx: Tx, sight: Sight, page: Page) -> Slice:
    return await stored.page(tx, sight, page)


@router.get(
    "/{poster_id}",
    response_class=Response,
    responses={200: {"content": {"text/html": {}}}, **documented(MESSAGES, "not_found")},
    summary="打印举报海报 One page to print, with its QR code in it",
)
async def read_poster(
    poster_id: UUID, tx: Tx, sight: Sight, site: Site = "http://127.0.0.1:8000"
) -> Response:
    poster = await stored.get(tx, poster_id, sight=sight)
    names = await reports.unit_names(tx, {poster.unit_id} if poster.unit_id else set())
    place = names.get(poster.unit_id, poster.area) if poster.unit_id else poster.area
    page = posters.sheet(poster, place=place, link=f"{site}/r/{poster.code}")
    response = Response(page, media_type="text/html")
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    tagged(response, poster)
    return response


@router.post(
    "/{poster_id}/revoke",
    response_model=PosterOut,
    summary="作废举报码 Take a poster down",
    responses=documented(MESSAGES, "not_found", "illegal_move", "changed_meanwhile"),
)
async def revoke_poster(
    *,
    poster_id: UUID,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Poster:
    changed = await posters.revoke_poster(
        tx, poster_id=poster_id, sight=sight, by=caller, at=now, expected=expected
    )
    return tagged(response, changed)

"""Records that are entered and changed as a whole: two routes for each kind."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Path, Response
from pydantic import BaseModel

from hazard_registry.messages import MESSAGES
from hazard_registry.routes.shelves import Reading, offer
from hazard_registry.use_cases.unit_records import add_record, change_record

REFUSED = ("unit_unknown", "outside_reach", "date_too_early")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing(Reading):
    """How records of one kind are read and written."""

    new: type[BaseModel]
    changed: type[BaseModel]
    refused: tuple[str, ...] = REFUSED


def keep(prefix: str, tag: str, kind: Writing) -> ApiRouter:
    """Make a router with `add_<one>` and `change_<one>` beside what `offer` gives."""
    router = ApiRouter(prefix=prefix, tags=[tag])
    offer(router, kind)
    keep_additions(router, kind)
    keep_changes(router, kind)
    return router


def keep_additions(router: ApiRouter, kind: Writing) -> None:
    """Give a router `add_<one>`."""

    async def added(
        *, new: Any, response: Response, tx: Tx, caller: Caller, sight: Sight, now: Now
    ) -> Any:
        fields = dict(new)
        thing = await add_record(tx, kind.shelf, fields, sight=sight, by=caller, at=now)
        response.headers["Location"] = f"{router.prefix}/{thing.id}"
        return tagged(response, thing)

    added.__annotations__["new"] = kind.new
    router.add_api_route(
        "",
        added,
        methods=["POST"],
        status_code=201,
        name=f"add_{kind.one}",
        response_model=kind.out,
        responses=documented(MESSAGES, *kind.refused),
        summary=f"{kind.title}:登记 / Enter one of the {kind.title_en}",
    )


def keep_changes(router: ApiRouter, kind: Writing) -> None:
    """Give a router `change_<one>`."""

    async def changed(
        *,
        id: Any,
        body: Any,
        response: Response,
        tx: Tx,
        caller: Caller,
        sight: Sight,
        now: Now,
        expected: IfMatch,
    ) -> Any:
        fields = {name: value for name, value in body if name != "why"}
        thing = await change_record(
            tx,
            kind.shelf,
            id,
            fields,
            why=body.why,
            sight=sight,
            by=caller,
            at=now,
            expected=expected,
        )
        return tagged(response, thing)

    changed.__annotations__["body"] = kind.changed
    changed.__annotations__["id"] = Annotated[UUID, Path(alias=f"{kind.one}_id")]
    router.add_api_route(
        f"/{{{kind.one}_id}}",
        changed,
        methods=["PUT"],
        name=f"change_{kind.one}",
        response_model=kind.out,
        responses=documented(MESSAGES, *kind.refused, "not_found", "changed_meanwhile"),
        summary=f"{kind.title}:整体修改 / Change one of the {kind.title_en} as a whole",
    )

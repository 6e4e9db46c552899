"""The four norms: editions, evaluations, revisions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Tx, tagged
from chassis.problems import documented
from fastapi import Response
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.domain.norm import Norm
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.shelves import Reading, offer
from hazard_registry.schemas import norms as schemas
from hazard_registry.store import norms as store
from hazard_registry.use_cases import norms

router = ApiRouter(prefix="/v1/norms", tags=["norms"])
MOVED = documented(MESSAGES, "not_found", "changed_meanwhile", "illegal_move")


async def whole_norm(tx: Tx, norm: Norm) -> Mapping[str, Any]:
    """A norm with what the use of its editions showed."""
    shown = schemas.NormOut.model_validate(norm).model_dump()
    return shown | {"evaluations": await store.evaluations_of(tx, norm.series)}


offer(
    router,
    Reading(
        one="norm",
        many="norms",
        title="四项规范",
        title_en="norms",
        shelf=store.NORMS,
        out=schemas.NormOut,
        whole=schemas.NormWhole,
        load=whole_norm,
        wanted=schemas.NormWanted,
        columns=(
            (OutColumn("名称", width=34), "title"),
            (OutColumn("版本"), "edition"),
            (OutColumn("类别"), "kind"),
            (OutColumn("行业领域"), "sector"),
            (OutColumn("状态"), "status"),
            (OutColumn("发布日期", Kind.DATE), "published_on"),
            (OutColumn("停用日期", Kind.DATE), "retired_on"),
        ),
    ),
)


@router.post(
    "",
    status_code=201,
    response_model=schemas.NormWhole,
    summary="四项规范:起草 / Begin a norm as a draft",
    responses=documented(MESSAGES, "attachment_unknown"),
)
async def write_norm(
    *, new: schemas.NormFields, response: Response, tx: Tx, caller: Caller, now: Now
) -> Any:
    norm = await norms.write_norm(tx, fields=new.model_dump(), by=caller, at=now)
    return await _shown(tx, response, norm)


@router.post(
    "/{norm_id}/publish",
    response_model=schemas.NormWhole,
    summary="四项规范:发布,原版停用 / Put an edition into use; the old one is retired",
    responses=MOVED,
)
async def publish_norm(
    *, norm_id: UUID, response: Response, tx: Tx, caller: Caller, now: Now, expected: IfMatch
) -> Any:
    norm = await norms.publish_norm(tx, norm_id=norm_id, by=caller, at=now, expected=expected)
    return await _shown(tx, response, norm)


@router.post(
    "/{norm_id}/evaluations",
    status_code=201,
    response_model=schemas.NormWhole,
    summary="四项规范:应用评估 / Say what the use of an edition showed",
    responses=documented(MESSAGES, "not_found", "illegal_move"),
)
async def evaluate_norm(
    *,
    norm_id: UUID,
    body: schemas.EvaluationFields,
    response: Response,
    tx: Tx,
    caller: Caller,
    now: Now,
) -> Any:
    norm = await norms.evaluate_norm(
        tx, norm_id=norm_id, fields=body.model_dump(), by=caller, at=now
    )
    return await _shown(tx, response, norm)


@router.post(
    "/{norm_id}/revise",
    status_code=201,
    response_model=schemas.NormWhole,
    summary="四项规范:按评估起草新版 / Begin the next edition, which answers evaluations",
    responses={**MOVED, **documented(MESSAGES, "evaluation_required")},
)
async def revise_norm(
    *,
    norm_id: UUID,
    body: schemas.NormRevision,
    response: Response,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
) -> Any:
    norm = await norms.revise_norm(
        tx,
        norm_id=norm_id,
        edition=body.edition,
        document=body.document,
        answers=tuple(body.answers),
        by=caller,
        at=now,
        expected=expected,
    )
    return await _shown(tx, response, norm)


async def _shown(tx: Tx, response: Response, norm: Norm) -> Mapping[str, Any]:
    response.headers["Location"] = f"/v1/norms/{norm.id}"
    return await whole_norm(tx, tagged(response, norm))

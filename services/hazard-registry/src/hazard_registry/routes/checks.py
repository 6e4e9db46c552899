"""Self-checks of units, and the checklists they check by."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Response
from law.indicators import percent
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.domain.checklist import Checklist
from hazard_registry.domain.self_check import SelfCheck
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.shelves import Reading, offer
from hazard_registry.schemas import checks as schemas
from hazard_registry.store import checks as store
from hazard_registry.use_cases import checklists as use_cases
from hazard_registry.use_cases import self_checks

checklists = ApiRouter(prefix="/v1/checklists", tags=["checklists"])
checks = ApiRouter(prefix="/v1/self-checks", tags=["self-checks"])
MOVED = documented(MESSAGES, "not_found", "changed_meanwhile", "illegal_move")


async def whole_checklist(tx: Tx, checklist: Checklist) -> Mapping[str, Any]:
    """A checklist with its items, and how often each was used and found wrong."""
    used = await store.usage(tx, checklist.id)
    items = []
    for item in await store.items_of(tx, checklist.id):
        uses, hits = used.get(item.id, (0, 0))
        shown = {
            name: getattr(item, name) for name in ("id", "position", "text", "criterion", "article")
        }
        items.append(shown | {"uses": uses, "hits": hits, "rate": percent(hits, uses)})
    return schemas.ChecklistOut.model_validate(checklist).model_dump() | {"items": items}


async def whole_self_check(tx: Tx, duty: SelfCheck) -> Mapping[str, Any]:
    """A duty with what was answered, or the checklist that it is best answered by."""
    fits = await self_checks.proposed_checklist(tx, duty)
    return schemas.SelfCheckOut.model_validate(duty).model_dump() | {
        "answers": await store.answers_of(tx, duty.id),
        "proposed_checklist_id": fits.id if fits else None,
    }


offer(
    checklists,
    Reading(
        one="checklist",
        many="checklists",
        title="检查清单",
        title_en="checklists",
        shelf=store.CHECKLISTS,
        out=schemas.ChecklistOut,
        whole=schemas.ChecklistWhole,
        load=whole_checklist,
        wanted=schemas.ChecklistWanted,
        columns=(
            (OutColumn("名称", width=30), "title"),
            (OutColumn("版次", Kind.WHOLE), "edition"),
            (OutColumn("层级"), "level"),
            (OutColumn("行业领域"), "sector"),
            (OutColumn("状态"), "status"),
            (OutColumn("发布日期", Kind.DATE), "published_on"),
            (OutColumn("停用日期", Kind.DATE), "retired_on"),
        ),
    ),
)
offer(
    checks,
    Reading(
        one="self_check",
        many="self_checks",
        title="企业自查",
        title_en="self-checks",
        shelf=store.SELF_CHECKS,
        out=schemas.SelfCheckOut,
        whole=schemas.SelfCheckWhole,
        load=whole_self_check,
        wanted=schemas.SelfCheckWanted,
        columns=(
            (OutColumn("单位", width=38), "unit_id"),
            (OutColumn("周期"), "period"),
            (OutColumn("应完成日期", Kind.DATE), "due_on"),
            (OutColumn("完成日期", Kind.DATE), "done_on"),
            (OutColumn("带队人"), "led_by"),
            (OutColumn("主要负责人带队"), "led_by_principal"),
            (OutColumn("检查项", Kind.WHOLE), "items"),
            (OutColumn("不合格项", Kind.WHOLE), "failed"),
            (OutColumn("逾期登记日", Kind.DATE), "overdue_on"),
        ),
    ),
)


@checklists.post(
    "",
    status_code=201,
    response_model=schemas.ChecklistWhole,
    summary="检查清单:起草 / Begin a checklist as a draft",
    responses=documented(MESSAGES, "criterion_unknown"),
)
async def write_checklist(
    *, new: schemas.ChecklistFields, response: Response, tx: Tx, caller: Caller, now: Now
) -> Any:
    fields = new.model_dump()
    return await _shown(
        tx, response, await use_cases.write_checklist(tx, by=caller, at=now, **fields)
    )


@checklists.post(
    "/generate",
    status_code=201,
    response_model=schemas.ChecklistWhole,
    summary="检查清单:按判定标准生成草稿 / Make a draft of the criteria of an industry",
    responses=documented(MESSAGES, "items_missing"),
)
async def generate_checklist(
    *, new: schemas.ChecklistMade, response: Response, tx: Tx, caller: Caller, now: Now
) -> Any:
    fields = new.model_dump()
    made = await use_cases.generate_checklist(tx, by=caller, at=now, **fields)
    return await _shown(tx, response, made)


@checklists.put(
    "/{checklist_id}",
    response_model=schemas.ChecklistWhole,
    summary="检查清单:修改草稿 / Change a draft as a whole",
    responses={**MOVED, **documented(MESSAGES, "criterion_unknown")},
)
async def edit_checklist(
    *,
    checklist_id: UUID,
    body: schemas.ChecklistFields,
    response: Response,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
) -> Any:
    changed = await use_cases.edit_checklist(
        tx, checklist_id=checklist_id, by=caller, at=now, expected=expected, **body.model_dump()
    )
    return await _shown(tx, response, changed)


@checklists.post(
    "/{checklist_id}/publish",
    response_model=schemas.ChecklistWhole,
    summary="检查清单:发布,原版停用 / Put a draft into use; the old edition is retired",
    responses={**MOVED, **documented(MESSAGES, "items_missing")},
)
async def publish_checklist(
    *,
    checklist_id: UUID,
    response: Response,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
) -> Any:
    published = await use_cases.publish_checklist(
        tx, checklist_id=checklist_id, by=caller, at=now, expected=expected
    )
    return await _shown(tx, response, published)


@checklists.post(
    "/{checklist_id}/retire",
    response_model=schemas.ChecklistWhole,
    summary="检查清单:停用 / Retire a published checklist",
    responses=MOVED,
)
async def retire_checklist(
    *,
    checklist_id: UUID,
    body: schemas.Retirement,
    response: Response,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
) -> Any:
    retired = await use_cases.retire_checklist(
        tx, checklist_id=checklist_id, reason=body.reason, by=caller, at=now, expected=expected
    )
    return await _shown(tx, response, retired)


@checklists.post(
    "/{checklist_id}/revise",
    status_code=201,
    response_model=schemas.ChecklistWhole,
    summary="检查清单:起草新版 / Begin the next edition as a draft",
    responses=MOVED,
)
async def revise_checklist(
    *,
    checklist_id: UUID,
    response: Response,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
) -> Any:
    draft = await use_cases.revise_checklist(
        tx, checklist_id=checklist_id, by=caller, at=now, expected=expected
    )
    return await _shown(tx, response, draft)


async def _shown(tx: Tx, response: Response, checklist: Checklist) -> Mapping[str, Any]:
    tagged(response, checklist)
    response.headers["Location"] = f"/v1/checklists/{checklist.id}"
    return await whole_checklist(tx, checklist)


@checks.post(
    "/{self_check_id}/answer",
    response_model=schemas.SelfCheckWhole,
    summary="企业自查:逐项填报,不合格项即成隐患 / Answer item by item; what failed is a hazard",
    responses={
        **MOVED,
        **documented(MESSAGES, "answers_incomplete", "checklist_not_in_use", "attachment_unknown"),
    },
)
async def answer_self_check(
    *,
    self_check_id: UUID,
    body: schemas.SelfCheckAnswers,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Any:
    done = await self_checks.answer_self_check(
        tx,
        self_check_id=self_check_id,
        checklist_id=body.checklist_id,
        led_by=body.led_by,
        seen=[_seen(answer) for answer in body.answers],
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    tagged(response, done)
    return await whole_self_check(tx, done)


def _seen(answer: schemas.AnswerFields) -> self_checks.Seen:
    return self_checks.Seen(**answer.model_dump() | {"attachments": tuple(answer.attachments)})


ROUTERS = [checklists, checks]

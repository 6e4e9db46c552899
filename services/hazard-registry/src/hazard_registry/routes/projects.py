"""Safety projects: the ledger of them, in and out."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from chassis.audit import history
from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, IfMatch, Lang, Now, Page, PageOf, Sight, Tx, tagged
from chassis.ids import new_id
from chassis.paging import MOST, PageRequest, Slice, cut
from chassis.problems import documented
from fastapi import Header, Path, Query, Request, Response
from law.rules import in_force

from hazard_registry.domain.project import Milestone, Project, ProjectKind
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.spreadsheets import XLSX, spreadsheet
from hazard_registry.schemas.fields import AreaPrefix, DepartmentCode
from hazard_registry.schemas.history import EntryOut
from hazard_registry.schemas.works import (
    ProgressIn,
    ProjectIn,
    ProjectOut,
    ProjectsImportOut,
    ReachedIn,
)
from hazard_registry.store import works as store
from hazard_registry.store.works import PROJECTS
from hazard_registry.use_cases import projects as use_cases
from hazard_registry.use_cases import works
from hazard_registry.use_cases.project_lists import OUT_COLUMNS, TITLE
from hazard_registry.use_cases.project_lists import import_projects as bring_in
from hazard_registry.use_cases.working_figures import SAFETY_COST, rates_of

router = ApiRouter(prefix="/v1", tags=["projects"])

FILE = {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
REFUSED = ("area_unknown", "department_unknown", "outside_reach", "date_too_early")
MOST_IN_A_SHEET = 2_000


@router.get(
    "/projects",
    response_model=PageOf[ProjectOut],
    summary="重点项目清单 / Projects, newest first, or by Accept as a spreadsheet",
    responses={200: FILE},
)
async def list_projects(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    now: Now,
    area: AreaPrefix | None = None,
    kind: ProjectKind | None = None,
    department: DepartmentCode | None = None,
    delayed: bool | None = None,
    done: bool | None = None,
    safety_cost_short: bool | None = None,
    as_of: Annotated[date | None, Query(description="Late on that day; without it, today.")] = None,
    accept: Annotated[str | None, Header()] = None,
) -> Any:
    today = as_of or date_in_china(now)
    rates = rates_of(await in_force(tx, SAFETY_COST, on=today))
    facts = {
        store.delayed(today): delayed,
        store.finished(): done,
        store.short_of_safety(rates): safety_cost_short,
    }
    wanted = [
        *PROJECTS.under(area),
        *PROJECTS.same(kind=kind, department=department),
        *(fact if is_so else ~fact for fact, is_so in facts.items() if is_so is not None),
    ]
    if XLSX in (accept or ""):
        found = await _all(tx, wanted, sight)
        rows = use_cases.cells(tx, found, on=today)
        return await spreadsheet(TITLE, OUT_COLUMNS, rows)
    page_ = await PROJECTS.page_of(tx, wanted, sight=sight, page=page)
    rules = await use_cases.rules(tx)
    return Slice([use_cases.shown(one, rules, on=today) for one in page_.items], page_.next)


async def _all(tx: Tx, wanted: Any, sight: Sight) -> list[Project]:
    """Page by page, as many as a sheet of projects ever has."""
    found: list[Project] = []
    after: tuple[str] | None = None
    while len(found) < MOST_IN_A_SHEET:
        asked = PageRequest(MOST, after)
        page = await PROJECTS.page_of(tx, wanted, sight=sight, page=asked)
        found += page.items
        if page.next is None:
            break
        after = (str(found[-1].id),)
    return found


@router.get(
    "/projects/{project_id}",
    response_model=ProjectOut,
    summary="项目详情 / A project",
    responses=documented(MESSAGES, "not_found"),
)
async def get_project(
    project_id: UUID, response: Response, tx: Tx, sight: Sight, now: Now
) -> dict[str, Any]:
    project = tagged(response, await PROJECTS.get(tx, project_id, sight=sight))
    return await _shown(tx, project, now)


@router.post(
    "/projects",
    status_code=201,
    response_model=ProjectOut,
    summary="登记项目 / Enter a project",
    responses=documented(MESSAGES, *REFUSED, "project_exists"),
)
async def add_project(
    *, new: ProjectIn, response: Response, tx: Tx, caller: Caller, sight: Sight, now: Now
) -> dict[str, Any]:
    project = Project(id=new_id(), **_fields(new))
    await works.enter(tx, PROJECTS, project, what="project", sight=sight, by=caller, at=now)
    response.headers["Location"] = f"/v1/projects/{project.id}"
    return await _shown(tx, tagged(response, project), now)


@router.put(
    "/projects/{project_id}",
    response_model=ProjectOut,
    summary="修改项目 / Change a project as a whole",
    responses=documented(MESSAGES, *REFUSED, "not_found", "changed_meanwhile"),
)
async def change_project(
    *,
    project_id: UUID,
    body: ProjectIn,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> dict[str, Any]:
    project = await works.change(
        tx,
        PROJECTS,
        id=project_id,
        what="project",
        action="change",
        how=works.with_fields(_fields(body)),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await _shown(tx, tagged(response, project), now)


@router.post(
    "/projects/{project_id}/progress",
    response_model=ProjectOut,
    summary="报告进度 / Note how far it is, and what was spent",
    responses=documented(MESSAGES, "not_found", "changed_meanwhile"),
)
async def progress_project(
    *,
    project_id: UUID,
    body: ProgressIn,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> dict[str, Any]:
    project = await works.change(
        tx,
        PROJECTS,
        id=project_id,
        what="project",
        action="progress",
        how=lambda one: one.progress(**dict(body), on=date_in_china(now)),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await _shown(tx, tagged(response, project), now)


@router.post(
    "/projects/{project_id}/milestones/{place}/reach",
    response_model=ProjectOut,
    summary="完成节点 / A milestone, counted from 0, was reached",
    responses=documented(
        MESSAGES, "not_found", "changed_meanwhile", "milestone_unknown", "date_in_future"
    ),
)
async def reach_milestone(
    *,
    project_id: UUID,
    place: Annotated[int, Path(ge=0, le=49)],
    body: ReachedIn,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> dict[str, Any]:
    project = await works.change(
        tx,
        PROJECTS,
        id=project_id,
        what="project",
        action="reach",
        how=lambda one: one.reach(place, done_on=body.done_on, on=date_in_china(now)),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await _shown(tx, tagged(response, project), now)


@router.get(
    "/projects/{project_id}/history",
    response_model=PageOf[EntryOut],
    summary="项目变更记录 / Who changed what",
    responses=documented(MESSAGES, "not_found"),
)
async def project_history(*, project_id: UUID, page: Page, tx: Tx, sight: Sight) -> Slice:
    await PROJECTS.get(tx, project_id, sight=sight)
    after = int(page.after[0]) if page.after else None
    entries = await history(tx, what="project", id=project_id, limit=page.limit + 1, after=after)
    return cut(entries, page, lambda entry: (entry.seq,))


@router.post(
    "/imports/projects",
    response_model=ProjectsImportOut,
    summary="导入重点项目清单 / Import the list of projects (.xlsx): all of it or nothing",
    openapi_extra={"requestBody": {"required": True, **FILE}},
    responses=documented(MESSAGES, "ledger_unreadable", "ledger_faulty"),
)
async def import_projects(
    *,
    request: Request,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    language: Lang,
    dry_run: Annotated[bool, Query(description="Only say what would happen.")] = False,
) -> dict[str, Any]:
    data = await request.body()
    return await bring_in(
        tx, data=data, dry_run=dry_run, language=language, sight=sight, by=caller, at=now
    )


def _fields(sent: ProjectIn) -> dict[str, Any]:
    return dict(sent) | {"milestones": tuple(Milestone(**dict(one)) for one in sent.milestones)}


async def _shown(tx: Tx, project: Project, now: Now) -> dict[str, Any]:
    return use_cases.shown(project, await use_cases.rules(tx), on=date_in_china(now))

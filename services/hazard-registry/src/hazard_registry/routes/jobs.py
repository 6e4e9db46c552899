"""Long imports and exports: ask for them, see how far they are, stop them, fetch the file."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from attachments import Files
from chassis.http import STREAMED, ApiRouter, Caller, Lang, Now, Page, PageOf, Sight, Tx
from chassis.messages import Language
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Query, Request, Response
from fastapi.responses import FileResponse

from hazard_registry.domain.job import Job, Kind, Progress
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.filters import HazardFilter
from hazard_registry.routes.spreadsheets import XLSX
from hazard_registry.schemas.jobs import JobOut, NewExport
from hazard_registry.store import jobs as store
from hazard_registry.use_cases.jobs import asking

router = ApiRouter(prefix="/v1/jobs", tags=["jobs"])

FILE = {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
LARGEST = 20 << 20


@router.post(
    "/imports/ledger",
    status_code=202,
    response_model=JobOut,
    summary="后台导入台账 / Import a ledger of up to 50,000 rows as a job: all of it or nothing",
    openapi_extra={**STREAMED, "requestBody": {"required": True, **FILE}},
    responses=documented(MESSAGES, "too_large", "empty_file", "too_many_jobs"),
)
async def start_ledger_import(
    *,
    request: Request,
    response: Response,
    tx: Tx,
    caller: Caller,
    now: Now,
    language: Lang,
    dry_run: Annotated[bool, Query(description="Only say what would happen.")] = False,
) -> dict[str, Any]:
    files: Files = request.app.state.job_files
    taken = await files.take(request.stream(), most_bytes=LARGEST)
    await files.keep(taken)
    found = await asking.ask_for_job(
        tx,
        kind=Kind.IMPORT_LEDGER,
        parameters={"dry_run": dry_run},
        language=language,
        input=taken.sha256,
        by=caller,
        at=now,
    )
    return _accepted(response, found, language)


@router.post(
    "/exports",
    status_code=202,
    response_model=JobOut,
    summary="后台导出 / Write a ledger or a list to a file as a job; the query filters as on the list",
    responses=documented(MESSAGES, "too_many_jobs"),
)
async def start_export(
    *,
    body: NewExport,
    wanted: HazardFilter,
    response: Response,
    tx: Tx,
    caller: Caller,
    now: Now,
    language: Lang,
) -> dict[str, Any]:
    asked = body.export.model_dump(mode="json", exclude={"kind"})
    filter_ = {name: _plain(value) for name, value in asdict(wanted).items()}
    found = await asking.ask_for_job(
        tx,
        kind=body.export.kind,
        parameters={**asked, "filter": filter_},
        language=language,
        by=caller,
        at=now,
    )
    return _accepted(response, found, language)


@router.get("", response_model=PageOf[JobOut], summary="我的任务 / One's own jobs, newest first")
async def list_jobs(*, page: Page, tx: Tx, sight: Sight, language: Lang) -> Slice:
    found = await store.page_of(tx, sight=sight, page=page)
    return Slice([_shown(job, progress, language) for job, progress in found.items], found.next)


@router.get(
    "/{job_id}",
    response_model=JobOut,
    summary="任务进度 / How far a job is, and what came of it",
    responses=documented(MESSAGES, "not_found"),
)
async def get_job(*, job_id: UUID, tx: Tx, sight: Sight, language: Lang) -> dict[str, Any]:
    return _shown(*await store.get(tx, job_id, sight=sight), language)


@router.post(
    "/{job_id}/cancel",
    response_model=JobOut,
    summary="取消任务 / Stop a job; what it did so far is undone",
    responses=documented(MESSAGES, "not_found", "illegal_move"),
)
async def cancel_job(
    *, job_id: UUID, tx: Tx, caller: Caller, sight: Sight, now: Now, language: Lang
) -> dict[str, Any]:
    found = await asking.cancel_job(tx, job_id=job_id, sight=sight, by=caller, at=now)
    return _shown(*found, language)


@router.get(
    "/{job_id}/result",
    response_class=Response,
    summary="下载结果 / The file that a job made; kept for two weeks",
    responses=documented(MESSAGES, "not_found", "result_gone") | {200: FILE},
)
async def get_job_result(*, request: Request, job_id: UUID, tx: Tx, sight: Sight) -> Response:
    job, _ = await store.get(tx, job_id, sight=sight)
    files: Files = request.app.state.job_files
    return FileResponse(
        files.path(job.need_result()),
        media_type=XLSX,
        filename=job.result_name,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


def _accepted(
    response: Response, found: tuple[Job, Progress], language: Language
) -> dict[str, Any]:
    response.headers["Location"] = f"/v1/jobs/{found[0].id}"
    return _shown(*found, language)


def _plain(value: Any) -> Any:
    """Write a value of a filter as JSON does."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, bool) else str(value)


def _shown(job: Job, progress: Progress, language: Language) -> dict[str, Any]:
    return {
        **{name: getattr(job, name) for name in ("id", "kind", "asked_at", "finished_at")},
        **{name: getattr(progress, name) for name in ("started_at", "done", "total", "attempts")},
        "status": progress.status_of(job),
        "outcome": job.outcome,
        "result_url": f"/v1/jobs/{job.id}/result" if job.result else None,
        "problem": _problem(job, language) if job.problem else None,
        "version": job.version,
    }


def _problem(job: Job, language: Language) -> dict[str, Any]:
    code = job.problem or ""
    said = MESSAGES[code].say(language, job.facts)
    return {"code": code, "message": said, "errors": job.errors}

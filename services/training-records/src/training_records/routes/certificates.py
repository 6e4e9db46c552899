"""Certificates: their list, their life, and how they stand on a day."""

from datetime import date
from typing import Annotated
from uuid import UUID

from chassis import paging
from chassis.audit import history
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.identity import Principal
from chassis.problems import documented
from fastapi import Query, Response, status
from office.spreadsheets.writing import Kind, OutColumn

from training_records.domain.catalogue import shipped
from training_records.domain.law import Law
from training_records.domain.regime import Regime
from training_records.domain.standing import Status
from training_records.messages import MESSAGES
from training_records.routes.exporting import EXPORTED, Form, Wanted, all_rows, as_file
from training_records.routes.keys import Vault
from training_records.routes.showing import named_in_full
from training_records.schemas.certificate import (
    CertificateFileOut,
    CertificateIn,
    CertificateOut,
    CorrectIn,
    TermOut,
)
from training_records.schemas.figures import CatalogueOut, EditionOut, HistoryOut
from training_records.store import certificate as certificates
from training_records.store.certificate import Filter, Held
from training_records.store.law import law as load_law
from training_records.use_cases import certificate as use_cases

router = ApiRouter(prefix="/v1/certificates", tags=["certificates"])

AsOf = Annotated[
    date | None, Query(description="The day whose standing counts; without it, today.")
]
Area = Annotated[str | None, Query(pattern=r"^\d{6,18}$", description="A code or its beginning.")]

COLUMNS = (
    OutColumn("持证人"),
    OutColumn("证书类别", width=18),
    OutColumn("项目代码"),
    OutColumn("操作项目", width=22),
    OutColumn("证书编号", width=22),
    OutColumn("发证机关", width=24),
    OutColumn("发证日期", Kind.DATE),
    OutColumn("有效期开始日期", Kind.DATE),
    OutColumn("有效期结束日期", Kind.DATE),
    OutColumn("应复审日期", Kind.DATE),
    OutColumn("实际复审日期", Kind.DATE),
    OutColumn("状态"),
    OutColumn("应办理截止日", Kind.DATE),
    OutColumn("待确认规则"),
    OutColumn("核验日期", Kind.DATE),
    OutColumn("登记编号", width=38),
)
STATUS_WORDS = {
    Status.VALID: "有效",
    Status.REVIEW_DUE: "待复审",
    Status.RENEW_DUE: "待换证",
    Status.EXPIRED: "失效",
    Status.REVOKED: "撤销",
    Status.CANCELLED: "注销",
    Status.UNVERIFIED: "未核验",
}


@router.get(
    "",
    response_model=PageOf[CertificateOut],
    responses={**EXPORTED, **documented(MESSAGES, "export_too_large")},
    summary="List certificates by how they stand on a day, those that end first before others",
)
async def list_certificates(
    *,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    page: Page,
    form: Wanted,
    now: Now,
    as_of: AsOf = None,
    status: Status | None = None,
    regime: Regime | None = None,
    item: Annotated[str | None, Query(max_length=60)] = None,
    person_id: UUID | None = None,
    unit_id: UUID | None = None,
    area: Area = None,
) -> PageOf[CertificateOut] | Response:
    wanted = Filter(
        as_of=as_of or date_in_china(now),
        status=status,
        regime=regime,
        item=item,
        person_id=person_id,
        unit_id=unit_id,
        area=area,
    )
    law = await load_law(tx)
    if form is not Form.PAGE:
        rows = await all_rows(
            lambda asked: certificates.page(tx, sight=sight, request=asked, law=law, wanted=wanted),
            _place,
        )
        shown = await _shown(tx, caller, rows, law, wanted.as_of)
        return await as_file(
            form, name="certificates", columns=COLUMNS, rows=[_cells(one) for one in shown]
        )
    found = await certificates.page(tx, sight=sight, request=page, law=law, wanted=wanted)
    cut = paging.cut(found, page, _place)
    items = await _shown(tx, caller, list(cut.items), law, wanted.as_of)
    return PageOf(items=items, next=cut.next)


@router.get(
    "/catalogue",
    response_model=CatalogueOut,
    summary="The catalogue of special operations, edition by edition",
)
async def read_catalogue() -> CatalogueOut:
    return CatalogueOut(editions=[EditionOut.of(edition) for edition in shipped().editions])


@router.post(
    "",
    response_model=CertificateOut,
    status_code=status.HTTP_201_CREATED,
    responses=documented(
        MESSAGES,
        "not_found",
        "certificate_exists",
        "number_not_of_person",
        "item_unknown",
        "term_too_long",
        "valid_to_required",
        "certificate_number_form",
    ),
    summary="Enter a certificate; it is a claim until somebody verifies it",
)
async def issue_certificate(
    body: CertificateIn,
    response: Response,
    *,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    vault: Vault,
) -> CertificateOut:
    held = await use_cases.issue_certificate(
        tx,
        vault=vault,
        person_id=body.person_id,
        printed=body.printed(),
        sight=sight,
        by=caller,
        at=now,
    )
    response.headers["Location"] = f"/v1/certificates/{held.id}"
    found = await certificates.get(tx, held.id, sight=sight)
    law = await load_law(tx)
    return tagged(response, (await _shown(tx, caller, [found], law, date_in_china(now)))[0])


@router.get(
    "/{certificate_id}",
    response_model=CertificateFileOut,
    summary="Read a certificate, how it stands, and the terms it has had",
)
async def read_certificate(
    certificate_id: UUID,
    response: Response,
    *,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    as_of: AsOf = None,
) -> CertificateFileOut:
    found = await certificates.get(tx, certificate_id, sight=sight)
    law = await load_law(tx)
    [shown] = await _shown(tx, caller, [found], law, as_of or date_in_china(now))
    terms = [
        TermOut(valid_from=start, valid_to=end, review_due_on=review)
        for start, end, review in await certificates.terms(tx, certificate_id)
    ]
    return tagged(response, CertificateFileOut(**dict(shown), terms=terms))


@router.put(
    "/{certificate_id}",
    response_model=CertificateOut,
    responses=documented(MESSAGES, "already_verified", "term_too_long", "dates_disordered"),
    summary="Correct what was copied wrongly, as long as nobody verified it",
)
async def correct_certificate(
    certificate_id: UUID,
    body: CorrectIn,
    response: Response,
    *,
    expected: IfMatch,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> CertificateOut:
    held = await use_cases.correct_certificate(
        tx,
        certificate_id=certificate_id,
        printed=body.printed(),
        expected=expected,
        sight=sight,
        by=caller,
        at=now,
    )
    found = await certificates.get(tx, held.id, sight=sight)
    law = await load_law(tx)
    return tagged(response, (await _shown(tx, caller, [found], law, date_in_china(now)))[0])


@router.get(
    "/{certificate_id}/history",
    response_model=PageOf[HistoryOut],
    summary="Who did what to the certificate, newest first",
)
async def read_certificate_history(
    certificate_id: UUID, *, tx: Tx, sight: Sight, page: Page
) -> paging.Slice:
    await certificates.get(tx, certificate_id, sight=sight)
    after = int(page.after[0]) if page.after else None
    rows = await history(
        tx, what="certificate", id=certificate_id, limit=page.limit + 1, after=after
    )
    return paging.cut(rows, page, lambda entry: (entry.seq,))


def _place(held: Held) -> tuple[date, UUID]:
    return held.certificate.valid_to, held.certificate.id


async def _shown(
    tx: Session, caller: Principal, found: list[Held], law: Law, as_of: date
) -> list[CertificateOut]:
    named = await named_in_full(tx, caller, {held.holder.id for held in found})
    return [
        CertificateOut.of(held, law=law, as_of=as_of, in_full=held.holder.id in named)
        for held in found
    ]


def _cells(shown: CertificateOut) -> tuple[object, ...]:
    standing = shown.standing
    return (
        shown.holder,
        shown.regime.value,
        shown.item,
        shown.item_name,
        shown.number,
        shown.issuer,
        shown.issued_on,
        shown.valid_from,
        shown.valid_to,
        shown.review_due_on,
        shown.reviewed_on,
        STATUS_WORDS[standing.status],
        standing.due_on,
        "是" if standing.provisional else "否",
        shown.verified_on,
        shown.id,
    )

"""What the sender's form and device need to know; the same for everybody, and nothing is counted."""

from uuid import UUID

from chassis.http import ApiRouter, Now, Tx
from chassis.problems import documented
from fastapi import Request

from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.domain.posters import PosterUnknown
from reporting_whistleblower.domain.report import Category
from reporting_whistleblower.domain.work import LEAST_BITS
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.schemas.intake import (
    FormOut,
    PlaceOut,
    ProofKeyOut,
    PublicKeyOut,
    QuestionOut,
    ReceptionOut,
    WorkOut,
)
from reporting_whistleblower.schemas.words import Area
from reporting_whistleblower.store import keys, posters, reports
from reporting_whistleblower.store.questions import questions
from reporting_whistleblower.use_cases import sealing, working

router = ApiRouter(prefix="/v1", tags=["reports"])


@router.get(
    "/report-form",
    response_model=FormOut,
    summary="举报表单 Categories, and what is asked in each",
)
async def read_form() -> FormOut:
    asked = [QuestionOut.model_validate(question) for question in questions()]
    return FormOut(categories=list(Category), questions=asked)


@router.get(
    "/report-form/posters/{code}",
    response_model=PlaceOut,
    summary="举报码 The place a poster's code stands for",
    responses=documented(MESSAGES, "poster_unknown"),
)
async def read_place(code: str, tx: Tx) -> PlaceOut:
    poster = await posters.by_code(tx, code)
    if poster is None:
        raise PosterUnknown
    names = await reports.unit_names(tx, {poster.unit_id} if poster.unit_id else set())
    name = names.get(poster.unit_id) if poster.unit_id else None
    return PlaceOut(area=poster.area, unit_id=poster.unit_id, unit_name=name)


@router.get(
    "/report-form/keys",
    response_model=ReceptionOut,
    summary="收件公钥 To whom a sender's device seals a report of this place",
    responses=documented(MESSAGES, "reception_closed"),
)
async def read_reception(tx: Tx, area: Area, unit_id: UUID | None = None) -> ReceptionOut:
    readers = await keys.readers(tx, area=area, unit_id=unit_id)
    custodians = await keys.active(tx, Purpose.CUSTODIAN, area=area)
    return ReceptionOut(
        readers=[_public(key.id, key.public_key) for key in readers],
        custodians=[_public(key.id, key.public_key) for key in custodians],
    )


@router.get(
    "/receipts/proof-key",
    response_model=ProofKeyOut,
    summary="回执验证公钥 Checks proofs of filing, offline",
)
async def read_proof_key(request: Request) -> ProofKeyOut:
    key = request.app.state.filing_key
    public = key.as_dict(private=False)
    return ProofKeyOut(x=public["x"], kid=key.thumbprint())


@router.get(
    "/receipts/work",
    response_model=WorkOut,
    summary="计算题 A task whose answer lets a request through under pressure",
)
async def read_work(request: Request, now: Now) -> WorkOut:
    state = request.app.state
    bits = max(LEAST_BITS, state.wrong_receipts.bits(now), state.arrivals.bits(now))
    task = working.challenge(state.receipt_key, bits=bits, at=now)
    return WorkOut(challenge=task.text, bits=task.bits)


def _public(key_id: UUID, public: bytes) -> PublicKeyOut:
    return PublicKeyOut(id=key_id, public_key=sealing.to_text(public))

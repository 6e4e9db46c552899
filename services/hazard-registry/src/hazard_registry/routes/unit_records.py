"""Licences, insurance, contractors and tenants, posts."""

from uuid import UUID

from chassis.http import Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Response
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.domain.unit_records import Partner
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.records import Writing, keep
from hazard_registry.schemas import unit_records as schemas
from hazard_registry.store import unit_records as shelves
from hazard_registry.use_cases import unit_records

UNIT = (OutColumn("单位", width=38), "unit_id")
DATE = Kind.DATE

licences = keep(
    "/v1/licences",
    "licences",
    Writing(
        one="licence",
        many="licences",
        title="许可证照",
        title_en="licences",
        shelf=shelves.LICENCES,
        out=schemas.LicenceOut,
        wanted=schemas.LicenceWanted,
        new=schemas.NewLicence,
        changed=schemas.LicenceChange,
        columns=(
            UNIT,
            (OutColumn("种类"), "kind"),
            (OutColumn("证号", width=28), "number"),
            (OutColumn("发证机关", width=24), "issuer"),
            (OutColumn("有效期自", DATE), "valid_from"),
            (OutColumn("有效期至", DATE), "valid_to"),
            (OutColumn("失效登记日", DATE), "lapsed_on"),
        ),
    ),
)
insurances = keep(
    "/v1/insurances",
    "insurances",
    Writing(
        one="insurance",
        many="insurances",
        title="安全生产责任保险",
        title_en="safety-liability policies",
        shelf=shelves.INSURANCES,
        out=schemas.InsuranceOut,
        wanted=schemas.InsuranceWanted,
        new=schemas.NewInsurance,
        changed=schemas.InsuranceChange,
        columns=(
            UNIT,
            (OutColumn("保险机构", width=24), "insurer"),
            (OutColumn("保单号", width=24), "policy"),
            (OutColumn("起保日", DATE), "valid_from"),
            (OutColumn("到期日", DATE), "valid_to"),
            (OutColumn("保额(元)", Kind.YUAN), "amount"),
        ),
    ),
)
partners = keep(
    "/v1/partners",
    "partners",
    Writing(
        one="partner",
        many="partners",
        title="承包承租单位",
        title_en="contractors and tenants",
        shelf=shelves.PARTNERS,
        out=schemas.PartnerOut,
        wanted=schemas.PartnerWanted,
        new=schemas.NewPartner,
        changed=schemas.PartnerChange,
        columns=(
            UNIT,
            (OutColumn("类别"), "kind"),
            (OutColumn("名称", width=28), "name"),
            (OutColumn("承包承租内容", width=30), "scope"),
            (OutColumn("进场日期", DATE), "began_on"),
            (OutColumn("安全协议日期", DATE), "agreement_on"),
            (OutColumn("最近检查", DATE), "checked_on"),
            (OutColumn("退场日期", DATE), "ended_on"),
        ),
    ),
)
posts = keep(
    "/v1/posts",
    "posts",
    Writing(
        one="post",
        many="posts",
        title="责任岗位",
        title_en="responsible posts",
        shelf=shelves.POSTS,
        out=schemas.PostOut,
        wanted=schemas.PostWanted,
        new=schemas.NewPost,
        changed=schemas.PostChange,
        columns=(
            UNIT,
            (OutColumn("责任角色"), "role"),
            (OutColumn("岗位", width=20), "title"),
            (OutColumn("责任人"), "holder"),
            (OutColumn("安全职责", width=40), "duties"),
            (OutColumn("任职日期", DATE), "since"),
            (OutColumn("离任日期", DATE), "ended_on"),
        ),
    ),
)


@partners.post(
    "/{partner_id}/check",
    response_model=schemas.PartnerOut,
    summary="承包承租单位:登记安全检查 / Note that the unit checked its contractor or tenant",
    responses=documented(
        MESSAGES, "not_found", "changed_meanwhile", "agreement_missing", "date_in_future"
    ),
)
async def check_partner(
    *,
    partner_id: UUID,
    body: schemas.PartnerCheck,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Partner:
    partner = await unit_records.check_partner(
        tx,
        partner_id=partner_id,
        checked_on=body.checked_on,
        note=body.note,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, partner)


ROUTERS = [licences, insurances, partners, posts]

"""The columns of the national site's answer, as people copy them into a spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from office.identifiers import CertificateNumber, parse_certificate_number
from office.spreadsheets.reading import Column, TableSpec, choice, code, day, text

from training_records.domain.catalogue import shipped
from training_records.domain.certificate import Printed
from training_records.domain.regime import Need, Regime


class NationalStatus(StrEnum):
    """What the site says of a certificate. Dates speak for themselves; a withdrawal does not."""

    STANDS = "stands"
    REVOKED = "revoked"
    CANCELLED = "cancelled"


_STATUSES = {
    **dict.fromkeys(("有效", "正常", "在用", "过期", "已过期", "失效"), NationalStatus.STANDS),
    **dict.fromkeys(("撤销", "已撤销"), NationalStatus.REVOKED),
    **dict.fromkeys(("注销", "已注销"), NationalStatus.CANCELLED),
}

SPEC = TableSpec(
    (
        Column(
            key="number",
            aliases=("证书编号", "证件编号", "证号", "操作证号", "certNum"),
            parse=code(parse_certificate_number),
            required=True,
        ),
        Column(key="name", aliases=("姓名", "持证人", "name"), parse=text(60), required=True),
        Column(
            key="category",
            aliases=("作业类别", "工种类别", "jobCategoryName"),
            parse=text(60),
        ),
        Column(
            key="item",
            aliases=(
                "操作项目",
                "准操项目",
                "作业项目",
                "operItemName",
                "jobTypeName",
                "allowItem",
            ),
            parse=text(60),
            required=True,
        ),
        Column(
            key="issuer",
            aliases=("发证机关", "签发机关", "issueOrgName"),
            parse=text(100),
            required=True,
        ),
        Column(
            key="issued_on",
            aliases=("初领日期", "初次领证日期", "发证日期", "issueDate"),
            parse=day,
        ),
        Column(
            key="valid_from",
            aliases=("有效期开始日期", "有效期起", "有效期开始", "有效期限起", "validBeginDate"),
            parse=day,
            required=True,
        ),
        Column(
            key="valid_to",
            aliases=(
                "有效期结束日期",
                "有效期止",
                "有效期结束",
                "有效期限止",
                "有效期至",
                "validEndDate",
            ),
            parse=day,
            required=True,
        ),
        Column(
            key="review_due_on", aliases=("应复审日期", "复审日期", "shouldReviewDate"), parse=day
        ),
        Column(key="reviewed_on", aliases=("实际复审日期", "reviewDate"), parse=day),
        Column(
            key="status",
            aliases=("证书状态", "状态", "certStatus"),
            parse=choice(_STATUSES),
        ),
        Column(
            key="checked_on", aliases=("核验日期", "查询日期", "核验时间", "查询时间"), parse=day
        ),
    ),
    at_least=4,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One row: a certificate as the site showed it on a day."""

    number: CertificateNumber
    name: str
    printed: Printed
    reviewed_on: date | None
    status: NationalStatus
    checked_on: date

    @property
    def item(self) -> str:
        return self.printed.need.item


def checked(values: Mapping[str, Any], *, usual_day: date) -> Checked:
    """Make sense of a row's values. Raise `ItemUnknown` for an item no catalogue has."""
    number: CertificateNumber = values["number"]
    issued_on = values["issued_on"] or values["valid_from"]
    known = shipped().find(values["item"])
    need = Need(Regime.SPECIAL_OPERATION, known.code if known else values["item"])
    if known is None:
        shipped().check(need, on=issued_on)
    return Checked(
        number=number,
        name=values["name"],
        printed=Printed(
            need=need,
            number=number.value,
            issuer=values["issuer"],
            issued_on=issued_on,
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            review_due_on=values["review_due_on"],
        ),
        reviewed_on=values["reviewed_on"],
        status=values["status"] or NationalStatus.STANDS,
        checked_on=values["checked_on"] or usual_day,
    )

"""The monthly table (月报表): which service answers for which column, joined row by row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

HAZARDS, REPORTS = "hazard-registry", "reporting-whistleblower"
TRAINING, ENFORCEMENT = "training-records", "enforcement"
BOTH: Final = ("month", "year_to_date")
UNAVAILABLE, NOT_YOURS, NOT_SERVED = "系统未应答", "无权查看", "尚未提供"

# Column → its name and who keeps it.
COLUMNS: Final[Mapping[int, tuple[str, str]]] = {
    1: ("应自查单位数(家)", HAZARDS),
    2: ("已自查单位数(家)", HAZARDS),
    3: ("自查覆盖率(%)", HAZARDS),
    4: ("主要负责人带队检查(次)", HAZARDS),
    5: ("企业自查一般隐患(项)", HAZARDS),
    6: ("企业自查一般隐患已整改(项)", HAZARDS),
    7: ("企业自查重大事故隐患(项)", HAZARDS),
    8: ("企业自查重大事故隐患已整改(项)", HAZARDS),
    9: ("部门检查单位(家次)", ENFORCEMENT),
    10: ("检查组(个)", ENFORCEMENT),
    11: ("检查发现一般隐患(项)", HAZARDS),
    12: ("检查发现一般隐患已整改(项)", HAZARDS),
    13: ("检查发现重大事故隐患(项)", HAZARDS),
    14: ("检查发现重大事故隐患已整改(项)", HAZARDS),
    15: ("举报查实重大事故隐患(项)", HAZARDS),
    16: ("举报查实重大事故隐患已整改(项)", HAZARDS),
    17: ("重大隐患合计(项)", HAZARDS),
    18: ("重大隐患整改率(%)", HAZARDS),
    19: ("逾期未整改(项)", HAZARDS),
    20: ("挂牌督办(项)", HAZARDS),
    21: ("已销号(项)", HAZARDS),
    22: ("五落实(项)", HAZARDS),
    23: ("立案(件)", ENFORCEMENT),
    24: ("行政处罚(次)", ENFORCEMENT),
    25: ("罚款(万元)", ENFORCEMENT),
    26: ("责令停产停业整顿(家)", ENFORCEMENT),
    27: ("关闭取缔(家)", ENFORCEMENT),
    28: ("一案双罚(件)", ENFORCEMENT),
    29: ("移送司法机关(件/人)", ENFORCEMENT),
    30: ("抄送移交部门(件)", ENFORCEMENT),
    31: ("联合惩戒/严重失信(家)", ENFORCEMENT),
    32: ("公开曝光(次)", ENFORCEMENT),
    33: ("约谈(次/家)", ENFORCEMENT),
    34: ("通报(次)", ENFORCEMENT),
    35: ("督促函(份)", ENFORCEMENT),
    36: ("举报受理/查实(件)", REPORTS),
    37: ("举报奖励(万元)", REPORTS),
    38: ("培训主要负责人(人)", TRAINING),
    39: ("培训班(场)", TRAINING),
    40: ("演练(次/人)", TRAINING),
    41: ("责任倒查追责(起/人)", ENFORCEMENT),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What one service told of one area, or why it did not."""

    columns: Sequence[Mapping[str, Any]] = ()
    missing: str | None = None


def join(told: Mapping[str, Told]) -> list[dict[str, Any]]:
    """Lay out all columns of one area; one that nobody told is marked missing, never zero."""
    found = {one["column"]: one for each in told.values() for one in each.columns}
    return [
        _column(column, name, found.get(column), told.get(service, Told(missing=UNAVAILABLE)))
        for column, (name, service) in COLUMNS.items()
    ]


def _column(column: int, name: str, one: Mapping[str, Any] | None, by: Told) -> dict[str, Any]:
    figures = {which: one.get(which) if one else None for which in BOTH}
    missing = None
    if all(figure is None for figure in figures.values()):
        missing = (one or {}).get("missing") or by.missing or NOT_SERVED
    return {"column": column, "name": name, **figures, "missing": missing}


def notes_of(rows: Iterable[Sequence[Mapping[str, Any]]]) -> list[tuple[int, str, str]]:
    """Each column that is missing anywhere, and why, for the sheet's second page."""
    whys = {
        (one["column"], one["name"], one["missing"]): None
        for row in rows
        for one in row
        if one["missing"]
    }
    return sorted(whys)

"""The columns of the register of units, with the names offices give them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from office.fault import Fault
from office.spreadsheets.reading.table import Column, TableSpec
from office.spreadsheets.reading.values import Parse, as_text, choice, text, whole, yes_no
from office.spreadsheets.reading.workbook import Value

from hazard_registry.domain.unit import Crs, KeyGroup, PlaceKind, Size
from hazard_registry.use_cases.ledger.labels import SECTORS, by_label

Code = TypeVar("Code", bound=StrEnum)

SIZES: dict[Size, tuple[str, ...]] = {
    Size.LARGE: ("大型", "大"),
    Size.MEDIUM: ("中型", "中"),
    Size.SMALL: ("小型", "小"),
    Size.MICRO: ("微型", "微"),
}
SYSTEMS: dict[Crs, tuple[str, ...]] = {
    Crs.CGCS2000: ("CGCS2000", "国家2000"),
    Crs.WGS84: ("WGS84", "WGS-84", "GPS"),
    Crs.GCJ02: ("GCJ02", "GCJ-02", "高德", "腾讯"),
    Crs.BD09: ("BD09", "BD-09", "百度"),
}
KEY_GROUPS: dict[KeyGroup, tuple[str, ...]] = {
    KeyGroup.HOSPITAL_SECONDARY: ("二级医院",),
    KeyGroup.HOSPITAL_TERTIARY: ("三级医院",),
    KeyGroup.NURSING_HOME: ("养老机构", "养老院"),
    KeyGroup.DANGEROUS_GOODS_TRANSPORT: ("危货运输", "危险货物运输"),
    KeyGroup.PASSENGER_TRANSPORT: ("客运", "道路客运"),
    KeyGroup.HEAVY_TRUCK_TRANSPORT: ("重型货车", "重载货运"),
    KeyGroup.WATER_WORKS_MANAGEMENT: ("水利工程管理单位", "水管单位"),
    KeyGroup.WATER_PROJECT_OWNER: ("水利在建工程业主", "水利项目法人"),
    KeyGroup.WATER_PROJECT_BUILDER: ("水利在建工程施工", "水利施工单位"),
    KeyGroup.WATER_PROJECT_DESIGNER: ("水利工程勘测设计", "水利设计单位"),
    KeyGroup.WATER_PROJECT_SUPERVISOR: ("水利工程监理", "水利监理单位"),
    KeyGroup.HERITAGE_KEY_UNIT: ("文物保护单位", "文博单位"),
    KeyGroup.COMMERCIAL_COMPLEX: ("大型商业综合体", "商业综合体"),
    KeyGroup.NON_COAL_MINE: ("非煤矿山",),
}
PLACE_KINDS: dict[PlaceKind, tuple[str, ...]] = {
    PlaceKind.NINE_SMALL: ("九小场所",),
    PlaceKind.SELF_BUILT_WORKSHOP: ("自建厂房", "自建房厂房"),
    PlaceKind.BUSINESS_SELF_BUILT_HOUSE: ("经营性自建房",),
    PlaceKind.OLD_RESIDENTIAL_COMPOUND: ("老旧小区",),
    PlaceKind.TOWNSHIP_BOAT: ("乡镇船舶",),
    PlaceKind.NON_SCENIC_SPOT: ("非景区景点",),
    PlaceKind.DECORATION_WORKS: ("装修施工", "小装修"),
    PlaceKind.SCATTERED_WORKSHOP: ("小散乱",),
}


def several(labels: Mapping[str, Code]) -> Parse:
    """Read several choices, parted by 、 , or ;."""

    def parse(value: Value, _: str | None) -> tuple[Code, ...]:
        words = as_text(value)
        for mark in (",", ",", ";", ";", "/"):
            words = words.replace(mark, "、")
        found = [word.strip() for word in words.split("、") if word.strip()]
        if unknown := [word for word in found if word not in labels]:
            raise Fault("cell_not_choice", allowed="、".join(labels), unknown=len(unknown))
        return tuple(dict.fromkeys(labels[word] for word in found))

    return parse


def _column(key: str, aliases: tuple[str, ...], parse: Parse | None = None, **more: Any) -> Column:
    return Column(key=key, aliases=aliases, parse=parse or text(200), **more)


SPEC = TableSpec(
    (
        _column("code", ("统一社会信用代码", "信用代码", "证照编号", "单位代码"), text(40), required=True),
        _column("name", ("单位名称", "企业名称", "生产经营单位名称", "名称"), required=True),
        _column("area", ("所在村(社区)", "属地", "所属村(社区)", "村(社区)", "区划"), required=True),
        _column("address", ("地址", "详细地址", "经营地址")),
        _column("industry", ("行业代码", "国民经济行业代码"), text(10)),
        _column("sector", ("行业领域", "监管行业", "所属行业"), choice(by_label(SECTORS))),
        _column("department", ("监管部门", "行业主管部门", "责任部门")),
        _column("size", ("规模", "企业规模"), choice(by_label(SIZES))),
        _column("key_groups", ("重点群体", "重点类别"), several(by_label(KEY_GROUPS))),
        _column("place_kinds", ("场所类别", "场所类型"), several(by_label(PLACE_KINDS))),
        _column("employees", ("从业人数", "自有职工", "职工人数"), whole(0, 1_000_000)),
        _column("dispatched_employees", ("劳务派遣人数",), whole(0, 1_000_000)),
        _column("contracted_employees", ("外包人数", "承包人数"), whole(0, 1_000_000)),
        _column("flexible_employees", ("灵活用工人数",), whole(0, 1_000_000)),
        _column("interns", ("实习人数",), whole(0, 1_000_000)),
        _column("legal_representative", ("法定代表人", "法人代表", "法人")),
        _column("legal_representative_phone", ("法定代表人电话", "法人电话"), text(24)),
        _column("principal", ("主要负责人", "负责人")),
        _column("principal_phone", ("主要负责人电话", "负责人电话"), text(24)),
        _column("actual_controller", ("实际控制人",)),
        _column("actual_controller_phone", ("实际控制人电话",), text(24)),
        _column("longitude", ("经度",), text(20)),
        _column("latitude", ("纬度",), text(20)),
        _column("crs", ("坐标系",), choice(by_label(SYSTEMS))),
        _column("training_high_risk", ("培训高危", "高危(培训)"), yes_no),
        _column("assessment_high_risk", ("考核高危", "高危(考核)"), yes_no),
        _column("drill_high_risk", ("演练高危", "高危(演练)"), yes_no),
    ),
    at_least=3,
)  # fmt: skip
WIDTHS = {"code": 22, "name": 30, "address": 30, "key_groups": 20, "place_kinds": 20}
LABELS: dict[str, Mapping[Any, tuple[str, ...]]] = {
    "sector": SECTORS,
    "size": SIZES,
    "crs": SYSTEMS,
    "key_groups": KEY_GROUPS,
    "place_kinds": PLACE_KINDS,
}

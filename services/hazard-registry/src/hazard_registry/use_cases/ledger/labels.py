"""What offices write for our codes, and what we write back: the first label of each is ours."""

from typing import TypeVar

from hazard_registry.domain.life import Level, Origin
from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.domain.unit import Sector

Code = TypeVar("Code")

ORIGINS: dict[Origin, tuple[str, ...]] = {
    Origin.SELF_CHECK: (
        "企业自查上报", "企业自查", "自查", "企业自查自改", "单位自查", "自查自纠", "企业上报",
    ),
    Origin.INSPECTION: (
        "督导检查", "部门检查", "监管检查", "执法检查", "部门排查", "检查发现", "监督检查", "日常检查",
    ),
    Origin.PUBLIC_REPORT: ("群众举报", "举报", "群众举报查实", "举报查实", "举报核查", "投诉举报"),
    Origin.VISIT: ("走访巡查", "网格巡查", "巡查", "村级巡查", "第三方检查"),
    Origin.ROUND: ("督查巡查", "暗访", "督查"),
    Origin.HAND_OVER: ("上级交办", "交办", "移送", "转办", "移交"),
    Origin.INTERNAL_REPORT: ("职工报告", "员工举报", "内部报告"),
    Origin.MONITORING: ("监测预警", "监测"),
    Origin.CERTIFICATE_LAPSE: ("证书失效",),
    Origin.ELIMINATION_OVERDUE: ("淘汰逾期",),
}  # fmt: skip

SECTORS: dict[Sector, tuple[str, ...]] = {
    Sector.INDUSTRY: ("工贸", "工贸行业", "工业", "冶金等工贸", "工贸企业"),
    Sector.CHEMICALS: ("危险化学品", "危化品", "危化", "化工"),
    Sector.FIREWORKS: ("烟花爆竹",),
    Sector.MINING: ("非煤矿山", "矿山"),
    Sector.CONSTRUCTION: ("建筑施工", "房屋市政", "建筑", "房屋市政工程"),
    Sector.GAS: ("城镇燃气", "燃气"),
    Sector.FIRE: ("消防", "消防安全"),
    Sector.SPECIAL_EQUIPMENT: ("特种设备",),
    Sector.ROAD_TRANSPORT: ("道路运输", "交通运输", "道路交通"),
    Sector.WATER_TRANSPORT: ("水上运输", "水上交通"),
    Sector.FISHERY: ("渔业船舶", "渔船", "渔业"),
    Sector.AGRICULTURE: ("农业机械", "农机", "农业"),
    Sector.WATER_WORKS: ("水利", "水利工程"),
    Sector.POWER: ("电力",),
    Sector.COMMERCE: ("商贸", "商贸流通", "批发零售", "餐饮", "住宿餐饮"),
    Sector.CULTURE_TOURISM: ("文化旅游", "文旅", "旅游"),
    Sector.EDUCATION: ("教育", "学校"),
    Sector.HEALTH: ("医疗卫生", "卫健", "医院", "卫生健康"),
    Sector.CIVIL_AFFAIRS: ("民政", "养老机构", "养老"),
    Sector.SELF_BUILT_HOUSES: ("自建房", "经营性自建房"),
    Sector.OTHER: ("其他", "其它"),
}

ORDER_LEVELS: dict[OrderLevel, tuple[str, ...]] = {
    OrderLevel.SUBDISTRICT: ("街道", "街道级", "镇街", "乡镇(街道)", "街道挂牌"),
    OrderLevel.COUNTY: ("南安市", "县级", "县(市)级", "县市级", "县(市、区)级"),
    OrderLevel.CITY: ("泉州市", "市级", "设区市级", "地市级"),
    OrderLevel.PROVINCE: ("福建省", "省级", "省"),
}

LEVELS: dict[Level, tuple[str, ...]] = {
    Level.MAJOR: ("重大", "重大隐患", "重大事故隐患"),
    Level.GENERAL: ("一般", "一般隐患", "一般事故隐患"),
}


def by_label(table: dict[Code, tuple[str, ...]]) -> dict[str, Code]:
    """Turn a table round: every label to its code."""
    return {label: code for code, labels in table.items() for label in labels}


def written(table: dict[Code, tuple[str, ...]], code: Code | None) -> str | None:
    """What we write for a code."""
    return table[code][0] if code is not None else None

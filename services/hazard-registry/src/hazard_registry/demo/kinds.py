"""The kinds of units that Nan'an has, and what is found wrong with each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of unit: how it is called, who supervises it, what is found there.

    `criteria` are beginnings of the codes of judgement standards that fit.
    """

    suffix: str
    industry: str
    sector: str
    department: str
    high_risk: bool = False
    criteria: tuple[str, ...]
    general: tuple[str, ...]


_WORKSHOP = (
    "切割机防护罩缺失",
    "配电箱无盖,接线裸露",
    "灭火器压力不足且未定期检查",
    "安全通道被半成品占用",
    "新员工三级教育记录不全",
    "砂轮机未设挡板",
)
_CROWDED = (
    "疏散指示标志损坏",
    "应急照明不亮",
    "消火栓箱被遮挡",
    "电动自行车在楼道停放充电",
    "灭火器过期",
    "安全出口门锁闭",
)
_FIRE = ("FR",)

KINDS = (
    Kind(suffix="石材有限公司", industry="C3032", sector="industry", department="enterprise",
         criteria=("GM-3-1", "GM-3-2", "GM-13"), general=_WORKSHOP),
    Kind(suffix="仓储服务有限公司", industry="G5990", sector="fire", department="fire_station",
         criteria=_FIRE, general=_CROWDED),
    Kind(suffix="阀门有限公司", industry="C3443", sector="industry", department="enterprise",
         criteria=("GM-3-2", "GM-11", "GM-13"), general=_WORKSHOP),
    Kind(suffix="水暖五金厂", industry="C3352", sector="industry", department="enterprise",
         high_risk=True, criteria=("GM-3-2", "GM-11-3", "GM-11-10"), general=_WORKSHOP),
    Kind(suffix="机械制造有限公司", industry="C3484", sector="industry", department="enterprise",
         criteria=("GM-3", "GM-13"), general=_WORKSHOP),
    Kind(suffix="鞋业有限公司", industry="C1952", sector="industry", department="enterprise",
         criteria=("GM-8-6", "GM-3-2"), general=(*_WORKSHOP[2:], *_CROWDED[:2])),
    Kind(suffix="服装加工厂", industry="C1819", sector="industry", department="enterprise",
         criteria=("GM-9-2", "GM-3-1"), general=(*_WORKSHOP[1:4], *_CROWDED[:3])),
    Kind(suffix="建材有限公司", industry="C3021", sector="industry", department="enterprise",
         criteria=("GM-13", "GM-3-1"), general=_WORKSHOP),
    Kind(suffix="大酒楼", industry="H6210", sector="gas", department="urban_management",
         criteria=("GS-9",), general=("燃气软管老化", "燃气报警器未通电", "气瓶间堆放杂物",
                                      "厨房油烟管道未按时清洗", "使用可调节减压阀")),
    Kind(suffix="出租房(经营性自建房)", industry="K7040", sector="self_built_houses",
         department="construction", criteria=_FIRE,
         general=("一楼电动自行车充电", "疏散楼梯堆放杂物", "外窗加装防盗网无逃生口",
                  "线路私拉乱接")),
    Kind(suffix="小学", industry="P8321", sector="education", department="culture_sports",
         criteria=_FIRE, general=_CROWDED),
    Kind(suffix="养老院", industry="Q8514", sector="civil_affairs", department="civil_affairs",
         high_risk=True, criteria=_FIRE, general=_CROWDED),
    Kind(suffix="医院", industry="Q8411", sector="health", department="health",
         criteria=("FR", "SE-4-9"), general=_CROWDED),
    Kind(suffix="加油站", industry="F5265", sector="chemicals", department="office",
         high_risk=True, criteria=("HC",),
         general=("卸油口未上锁", "静电接地报警器故障", "站内车辆停放占用消防通道")),
    Kind(suffix="建筑工程有限公司项目部", industry="E4710", sector="construction",
         department="construction", high_risk=True, criteria=("CN-5", "CN-7", "CN-8"),
         general=("临边防护缺失", "作业人员未系安全带", "配电箱未上锁", "脚手架连墙件不足")),
    Kind(suffix="购物中心", industry="F5211", sector="commerce", department="fire_station",
         criteria=_FIRE, general=_CROWDED),
)  # fmt: skip

# Half of all are of the trades that the town lives by.
ORDER = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 2, 3, 8, 9, 5, 6, 1)
WORDS = (
    "柳溪", "桃坪", "云岭", "榕荫", "金穗", "晨曦", "远航", "聚星", "青岚", "长桥",
    "明溪", "海峰", "和顺", "瑞泉", "新岸", "松石", "白鹭", "凤山", "梅圃", "古榕",
)  # fmt: skip


def kind_of(unit: int) -> Kind:
    """The kind of the nth unit."""
    return KINDS[ORDER[unit % len(ORDER)]]


def name_of(unit: int) -> str:
    """The name of the nth unit, which nobody takes for a real one."""
    word = WORDS[(unit * 7) % len(WORDS)]
    return f"演示{word}{kind_of(unit).suffix}{unit // len(WORDS) + 1:02d}号"

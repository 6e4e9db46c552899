"""People who do not exist. Those with an account of the gateway's demonstration have its number."""

from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from chassis.clock import SHANGHAI
from chassis.identity import Grant, Principal
from contracts.demo import VILLAGES, demo_id

LIUCHENG: Final = "350583002"
_SURNAMES: Final = "陈林黄洪苏郑吴周何曾叶戴钱王蔡庄方罗谢顾梁许"


def person(number: int, name: str, *grants: Grant) -> Principal:
    """Somebody with an account of the gateway's demonstration."""
    return Principal(demo_id("account", number), f"{name}(虚构)", grants)


CLERK: Final = person(1, "陈安宁", Grant("office_clerk", LIUCHENG, "office"))
LEADER: Final = person(15, "王统筹", Grant("leader", LIUCHENG))
_FIRE: Final = (
    person(2, "林守正", Grant("department_officer", LIUCHENG, "fire_station")),
    person(3, "许知远", Grant("department_officer", LIUCHENG, "fire_station")),
)
_HEAD_OF_FIRE: Final = person(4, "黄启明", Grant("department_head", LIUCHENG, "fire_station"))
OFFICE_CLOSER: Final = Principal(
    demo_id("staff:office", 9), "安把关(虚构)", (Grant("department_officer", LIUCHENG, "office"),)
)
FIRST_UNIT: Final = 1


def officer(department: str, number: int) -> Principal:
    """The nth officer of a department; of the fire station the first two have accounts."""
    if department == "fire_station" and number < len(_FIRE):
        return _FIRE[number]
    grant = Grant("department_officer", LIUCHENG, department)
    surname = _SURNAMES[(sum(map(ord, department)) + number) % len(_SURNAMES)]
    return Principal(demo_id(f"staff:{department}", number), f"{surname}科员(虚构)", (grant,))


def head(department: str) -> Principal:
    """Who heads a department."""
    if department == "fire_station":
        return _HEAD_OF_FIRE
    grant = Grant("department_head", LIUCHENG, department)
    return Principal(demo_id(f"head:{department}", 0), "部门负责人(虚构)", (grant,))


def village_officer(village: str) -> Principal:
    """The safety officer of a village; that of Lujiang has an account."""
    grant = Grant("village_officer", village)
    if village == VILLAGES[6]:
        return person(5, "洪小满", grant)
    return Principal(demo_id("village", VILLAGES.index(village)), "村安全员(虚构)", (grant,))


def manager(unit: int) -> Principal:
    """Who answers for a unit; that of one has an account."""
    grant = Grant("unit_manager", unit=unit_id(unit))
    if unit == FIRST_UNIT:
        return person(16, "蔡业主", grant)
    return Principal(demo_id("manager", unit), "企业负责人(虚构)", (grant,))


def worker(unit: int) -> Principal:
    """Another person of the unit, who checks what its manager did."""
    grant = Grant("unit_worker", unit=unit_id(unit))
    if unit == FIRST_UNIT:
        return person(17, "庄工友", grant)
    return Principal(demo_id("worker", unit), "企业安全员(虚构)", (grant,))


def unit_id(number: int) -> UUID:
    return demo_id("unit", number)


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A time of day in Shanghai."""
    return datetime.combine(day, time(hour), SHANGHAI) + timedelta(minutes=minute)

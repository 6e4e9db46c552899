"""Fictional people for every role. `python -m gateway.demo` seeds them; `--print` only tells them.

Their passwords are known to everybody: they are made only where the settings say `demo`.
"""

import argparse
import asyncio
import json
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID

from chassis.audit import record
from chassis.clock import SHANGHAI, SystemClock, date_in_china
from chassis.db import Session, open_database
from contracts.demo import demo_id

from gateway.domain.account import Account, tidy_login
from gateway.domain.grants import Role
from gateway.passwords import Passwords
from gateway.settings import GatewaySettings
from gateway.store import account as store
from gateway.use_cases.account import ACCOUNT, WantedGrant

PASSWORD: Final = "Zhiben-demo-2026"  # noqa: S105 - it is no secret
LIUCHENG: Final = "350583002"
VILLAGE: Final = "350583002202"  # 露江村


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """Somebody who does not exist."""

    login: str
    name: str
    role: Role
    area: str = ""
    department: str | None = None
    unit: UUID | None = None
    does: str
    password: str = PASSWORD


UNIT: Final = demo_id("unit", 1)

# The services' demonstrations know these people by their place here: add at the end only.
_PEOPLE: Final = (
    DemoAccount(login="clerk", name="陈安宁", role=Role.OFFICE_CLERK, area=LIUCHENG,
                department="office", does="街道安办经办人:登记、核实、督办隐患,维护台账"),
    DemoAccount(login="officer", name="林守正", role=Role.DEPARTMENT_OFFICER, area=LIUCHENG,
                department="fire_station", does="消防站干部:核实本部门隐患,督促整改"),
    DemoAccount(login="officer2", name="许知远", role=Role.DEPARTMENT_OFFICER, area=LIUCHENG,
                department="fire_station", does="消防站另一名干部:复查验收(与整改督促人分开)"),
    DemoAccount(login="head", name="黄启明", role=Role.DEPARTMENT_HEAD, area=LIUCHENG,
                department="fire_station", does="消防站负责人:审批延期,签发督办"),
    DemoAccount(login="village", name="洪小满", role=Role.VILLAGE_OFFICER, area=VILLAGE,
                does="社区(村)安全员:走访、上报隐患"),
    DemoAccount(login="grid", name="苏望舒", role=Role.GRID_WORKER, area=VILLAGE,
                does="网格员:巡查、上报隐患,不检查"),
    DemoAccount(login="enforcer", name="郑执礼", role=Role.ENFORCEMENT_OFFICER, area="350583",
                department="emergency_bureau", does="执法人员:接收线索、立案、调查、决定"),
    DemoAccount(login="enforcer2", name="吴秉公", role=Role.ENFORCEMENT_OFFICER, area="350583",
                department="emergency_bureau", does="另一名执法人员:调查取证须两人"),
    DemoAccount(login="legal", name="周明法", role=Role.LEGAL_REVIEWER, area="350583",
                department="emergency_bureau", does="法制审核人员"),
    DemoAccount(login="handler", name="何谨言", role=Role.REPORT_HANDLER, area=LIUCHENG,
                department="office", does="举报受理人:看内容,看不到举报人身份"),
    DemoAccount(login="handler2", name="曾慎行", role=Role.REPORT_HANDLER, area=LIUCHENG,
                department="office", does="举报奖励审批人:提出与审批须两人"),
    DemoAccount(login="custodian", name="叶守密", role=Role.CUSTODIAN, does="身份保管人甲"),
    DemoAccount(login="custodian2", name="戴如缄", role=Role.CUSTODIAN,
                does="身份保管人乙:两人同意才能打开一次身份"),
    DemoAccount(login="payer", name="钱清算", role=Role.PAYER, does="奖金发放人:只管付款"),
    DemoAccount(login="leader", name="王统筹", role=Role.LEADER, area=LIUCHENG,
                does="街道领导:看全局与督办"),
    DemoAccount(login="manager", name="蔡业主", role=Role.UNIT_MANAGER, area=VILLAGE, unit=UNIT,
                does="企业负责人:整改方案、进展、申请验收"),
    DemoAccount(login="worker", name="庄工友", role=Role.UNIT_WORKER, area=VILLAGE, unit=UNIT,
                does="企业员工:内部报告隐患"),
    DemoAccount(login="trainer", name="方授业", role=Role.TRAINING_OFFICER, area=LIUCHENG,
                department="office", does="培训管理员:人员、证书"),
    DemoAccount(login="system", name="罗系统", role=Role.SYSTEM_ADMIN,
                does="系统管理员:设置与规则,不授权"),
    DemoAccount(login="security", name="谢授权", role=Role.SECURITY_ADMIN,
                does="安全管理员:账号与权限,不能管自己"),
    DemoAccount(login="auditor", name="顾审计", role=Role.AUDITOR, does="审计员:看登录与管理记录"),
    DemoAccount(login="integrator", name="上级平台", role=Role.INTEGRATOR, area="350583",
                does="上级平台对接账号"),
    DemoAccount(login="chief", name="梁定案", role=Role.DEPARTMENT_HEAD, area="350583",
                department="emergency_bureau", does="市应急管理局负责人:作出处罚决定、批准结案"),
)  # fmt: skip


def accounts() -> tuple[DemoAccount, ...]:
    """Return the same people every time."""
    return _PEOPLE


async def seed(tx: Session, passwords: Passwords, *, on: date) -> int:
    """Make the accounts that are not there yet, and return how many were made."""
    at = datetime.combine(on, time(8), SHANGHAI).astimezone(UTC)
    made = 0
    for number, person in enumerate(accounts(), start=1):
        if await store.by_login(tx, tidy_login(person.login)) is None:
            await _add(tx, passwords, person, number=number, at=at)
            made += 1
    return made


async def _add(
    tx: Session, passwords: Passwords, person: DemoAccount, *, number: int, at: datetime
) -> None:
    wanted = WantedGrant(
        role=person.role, area=person.area, department=person.department, unit=person.unit
    )
    account = Account(
        id=demo_id("account", number),
        login=tidy_login(person.login),
        name=f"{person.name}(虚构)",
        password_hash=await passwords.hash(person.password),
        created_at=at,
        password_changed_at=at,
    ).begin_with(wanted.by(None, at=at))
    await store.add(tx, account)
    await record(
        tx, by="demonstration", at=at, action="create_account", what=ACCOUNT, id=account.id
    )


async def main() -> int:
    """Raise SystemExit unless the settings say that this is a demonstration."""
    settings = GatewaySettings()
    if not settings.demo:
        raise SystemExit("ZHIBEN_DEMO is not set: accounts with public passwords are not made.")
    passwords = Passwords()
    clock = SystemClock(settings)
    async with open_database(settings.sqlalchemy_url) as sessions, sessions.begin() as tx:
        made = await seed(tx, passwords, on=date_in_china(clock.now()))
    passwords.close()
    return made


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--print", action="store_true", dest="only_print")
    if parser.parse_args().only_print:
        rows = [[p.login, p.password, p.role, p.does] for p in accounts()]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"{asyncio.run(main())}\n")

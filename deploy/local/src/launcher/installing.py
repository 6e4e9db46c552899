"""The real first start: who administers accounts, and the office's ledger."""

import asyncio
import getpass
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launcher.front_door import FrontDoor
from launcher.members import GATEWAY
from launcher.speech import Refused, say
from launcher.system import System


@dataclass(frozen=True)
class Person:
    """An account to make; `name` is how the office knows them."""

    login: str
    password: str
    name: str = ""


@dataclass(frozen=True)
class FirstStart:
    """What the first start is to do. The ledger goes in under its clerk's own account."""

    administrator: Person
    ledger: Path | None = None
    clerk: Person | None = None
    area: str = ""


def read_person(
    kind: str, login: str | None, *, given: Mapping[str, str], name: str = ""
) -> Person:
    """Take somebody from options and `ZHIBEN_<KIND>_…` variables, else from the terminal.

    Raise Refused when nobody is there to be asked.
    """
    login = login or given.get(f"ZHIBEN_{kind}_LOGIN")
    password = given.get(f"ZHIBEN_{kind}_PASSWORD")
    if login and password:
        return Person(login, password, name)
    if not sys.stdin.isatty():
        raise Refused(
            f"请在终端运行,或设置 ZHIBEN_{kind}_LOGIN 和 ZHIBEN_{kind}_PASSWORD。",
            f"Run this in a terminal, or set ZHIBEN_{kind}_LOGIN and ZHIBEN_{kind}_PASSWORD.",
        )
    who = {"ADMIN": "首位管理员 / first administrator", "CLERK": "安办经办人 / office clerk"}[kind]
    login = login or input(f"{who} 登录名 login: ").strip()
    return Person(login, password or _ask_twice(who), name)


def _ask_twice(who: str) -> str:
    while True:
        password = getpass.getpass(f"{who} 密码 password: ")
        if password and password == getpass.getpass("再输一次 again: "):
            return password
        print("两次输入不一致 / they differ")


async def create_administrator(system: System, administrator: Person) -> None:
    """Make the first account. Raise Refused if there is an administrator already."""
    if not GATEWAY.has("admin"):
        raise Refused("网关尚不能创建账号。", "The gateway cannot make accounts yet.")
    arguments = ["gateway.admin", "create", "--login", administrator.login, "--password-stdin"]
    await system.run(GATEWAY, arguments, given=administrator.password + "\n")
    say(f"已创建首位管理员 {administrator.login}。", "the first administrator is made")


async def import_ledger(door: FrontDoor, first: FirstStart) -> None:
    """Make the clerk's account and take the ledger in under it, after a trial that names faults."""
    if first.ledger is None or first.clerk is None:
        return
    await asyncio.to_thread(_make_clerk, door, first.administrator, first.clerk, first.area)
    say(f"已创建经办人 {first.clerk.login}。", "the clerk is made")
    content = first.ledger.read_bytes()
    say(f"试导入 {first.ledger} …", "trying the ledger")
    try:
        await asyncio.to_thread(door.post, "/v1/imports/ledger?dry_run=true", content)
    except Refused as refusal:
        raise Refused(
            f"{refusal.zh}\n台账未导入;账号已创建。改正后 make run,由 {first.clerk.login} 登录导入。",
            f"{refusal.en}: nothing was taken in. The accounts stand; mend the file, then "
            f"`make run`, sign in as {first.clerk.login} and import it.",
        ) from refusal
    say("导入 …", "taking it in")
    answer = await asyncio.to_thread(door.post, "/v1/imports/ledger", content)
    print(json.dumps(answer, ensure_ascii=False, indent=1))


def _make_clerk(door: FrontDoor, administrator: Person, clerk: Person, area: str) -> None:
    """Leave the door signed in as the clerk, whose password nobody else has seen."""
    door.sign_in(administrator.login, administrator.password)
    grant = {"role": "office_clerk", "area": area, "department": "office"}
    account = {"login": clerk.login, "name": clerk.name or clerk.login, "grants": [grant]}
    first_password = door.post("/v1/accounts", account)["password"]
    door.sign_in(clerk.login, first_password)
    door.post("/v1/me/password", {"old": first_password, "new": clerk.password})
    door.sign_in(clerk.login, clerk.password)

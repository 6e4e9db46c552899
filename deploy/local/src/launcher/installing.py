"""The real first start: who administers accounts, and which of the office's files to take in."""

import getpass
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TextIO

from launcher.members import GATEWAY, SERVICES, Member
from launcher.speech import Refused, say
from launcher.system import System


@dataclass(frozen=True)
class Administrator:
    """The first account; it may only make others (security administrator, 安全管理员)."""

    login: str
    password: str


@dataclass(frozen=True)
class Imports:
    """Files offered at the first start; None is skipped."""

    areas: Path | None = None
    departments: Path | None = None
    units: Path | None = None
    ledger: Path | None = None

    def chosen(self) -> list[tuple[str, Path]]:
        """Pair each kind with its file, in the order they depend on one another."""
        pairs = [(field.name, getattr(self, field.name)) for field in fields(self)]
        return [(kind, path) for kind, path in pairs if path is not None]


def read_administrator(
    login: str | None, *, password_from_stdin: bool, environ: Mapping[str, str]
) -> Administrator | None:
    """Take the administrator from options, the environment or the terminal, in that order.

    None when nobody is there to be asked.
    """
    login = login or environ.get("ZHIBEN_ADMIN_LOGIN")
    password = environ.get("ZHIBEN_ADMIN_PASSWORD")
    if password_from_stdin:
        password = sys.stdin.readline().rstrip("\n")
    if login and password:
        return Administrator(login, password)
    if not sys.stdin.isatty():
        return None
    login = login or input("首位管理员的登录名 / login of the first administrator: ").strip()
    return Administrator(login, _ask_twice(sys.stdout))


def _ask_twice(terminal: TextIO) -> str:
    while True:
        password = getpass.getpass("密码 / password: ", stream=terminal)
        if password and password == getpass.getpass("再输一次 / again: ", stream=terminal):
            return password
        print("两次输入不一致 / they differ", file=terminal)


async def create_administrator(system: System, administrator: Administrator | None) -> None:
    """Make the first account. Raise Refused if none was given or the gateway refuses it."""
    if administrator is None:
        raise Refused(
            "没有首位管理员:请在终端运行,或设置 ZHIBEN_ADMIN_LOGIN 和 ZHIBEN_ADMIN_PASSWORD。",
            "No first administrator was given: run this in a terminal, or set "
            "ZHIBEN_ADMIN_LOGIN and ZHIBEN_ADMIN_PASSWORD.",
        )
    if not GATEWAY.has("admin"):
        raise Refused("网关尚不能创建账号。", "The gateway cannot make accounts yet.")
    arguments = ["gateway.admin", "create", "--login", administrator.login, "--password-stdin"]
    await system.run(GATEWAY, arguments, given=administrator.password + "\n")
    say(f"已创建首位管理员 {administrator.login}。", "the first administrator is made")


async def import_files(system: System, imports: Imports) -> None:
    """Give each file to the service that reads its kind. Raise Refused if none does."""
    for kind, path in imports.chosen():
        if not path.is_file():
            raise Refused(f"找不到文件:{path}", f"There is no file {path}")
        reader = _reader()
        say(f"导入 {kind}:{path} …", f"importing {kind}")
        print((await system.run(reader, [f"{reader.package}.imports", kind, str(path)])).rstrip())


def _reader() -> Member:
    [registry] = [member for member in SERVICES if member.package == "hazard_registry"]
    if not registry.has("imports"):
        raise Refused(
            "hazard-registry 尚不能从命令行导入。",
            "hazard-registry has no command for imports yet.",
        )
    return registry

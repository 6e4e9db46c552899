"""How a store is started: as an ordinary user even when we are root, and never outliving us."""

import os
import pwd
import shutil
import stat
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from launcher.speech import Refused

_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2


def owner_for(folder: Path) -> tuple[int, int] | None:
    """Whom a store that refuses to be root runs as: the owner of its data, or `nobody`.

    None when we are an ordinary user already.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and folder.stat().st_uid != 0:
        return folder.stat().st_uid, folder.stat().st_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def dying_with_us(signal_name: str) -> list[str]:
    """Prefix of a command that gets this signal should we be killed outright (Linux)."""
    setpriv = _setpriv()
    return [setpriv, "--pdeathsig", signal_name, "--"] if setpriv else []


def as_owner(owner: tuple[int, int] | None, program: Path, reads: Path, signal: str) -> list[str]:
    """Prefix that runs `program` as `owner`, who must reach it and the folder it reads."""
    if owner is None:
        return dying_with_us(signal)
    setpriv = _setpriv()
    if setpriv is None:
        raise Refused(
            "以 root 运行时需要 util-linux 的 setpriv;请安装它,或改用普通用户运行。",
            "Running as root needs setpriv of util-linux; install it, or run as an ordinary user.",
        )
    uid, gid = owner
    prefix = [setpriv, f"--reuid={uid}", f"--regid={gid}", "--clear-groups"]
    prefix += _capabilities(program, reads)
    return [*prefix, "--pdeathsig", signal, "--"]


@cache
def _setpriv() -> str | None:
    return shutil.which("setpriv") if sys.platform == "linux" else None


def _capabilities(program: Path, reads: Path) -> list[str]:
    """Capabilities that let `owner` through folders closed to it (a checkout below a 0700 home).

    Empty when the way is open to everybody: less is better.
    """
    closed = not all(map(_open_to_all, [*program.parents, *reads.parents]))
    mode = program.stat().st_mode
    executable, readable = bool(mode & stat.S_IXOTH), bool(mode & stat.S_IROTH)
    if executable and readable and not closed:
        return []
    wanted = _DAC_READ_SEARCH if executable and _we_have(_DAC_READ_SEARCH) else _DAC_OVERRIDE
    if not _we_have(wanted):
        raise Refused(
            f"PostgreSQL 不能以 root 运行,而普通用户读不到 {program.parent}。请改用普通用户运行。",
            f"PostgreSQL refuses to run as root, and an ordinary user cannot reach "
            f"{program.parent}. Run as an ordinary user instead.",
        )
    name = {_DAC_OVERRIDE: "+dac_override", _DAC_READ_SEARCH: "+dac_read_search"}[wanted]
    # access(2) leaves capabilities out of account for everybody but root, unless that is set; and
    # initdb asks it whether it can read its own programs.
    keep = "--securebits=+no_setuid_fixup"
    return [keep, f"--inh-caps={name}", f"--ambient-caps={name}"]


def _open_to_all(folder: Path) -> bool:
    return not folder.exists() or bool(folder.stat().st_mode & stat.S_IXOTH)


def _we_have(capability: int) -> bool:
    status = Path("/proc/self/status").read_text()
    [effective] = [line.split()[1] for line in status.splitlines() if line.startswith("CapEff:")]
    return bool(int(effective, 16) >> capability & 1)


def give(paths: Iterable[Path], owner: tuple[int, int] | None) -> None:
    """Make `owner` the owner of these paths."""
    if owner is not None:
        for path in paths:
            os.chown(path, *owner)

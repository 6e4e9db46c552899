"""`python -m launcher run | install | backup | restore | reset | each | openapi | exec …`."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from launcher.asking import for_each_member, save_openapi
from launcher.backup import backup, check
from launcher.ephemeral import private_stores
from launcher.installing import FirstStart, read_person
from launcher.places import Places, Wishes, default_places
from launcher.restore import insist_on_whole, restore
from launcher.running import install, reset, run
from launcher.speech import Refused, complain, prepare_terminal, say


def main(arguments: list[str] | None = None) -> int:
    """Return the exit code."""
    prepare_terminal()
    options = _parser().parse_args(arguments)
    try:
        return _obey(options)
    except Refused as refusal:
        complain(refusal)
    except PermissionError as error:
        complain(
            Refused(
                f"没有权限:{error.filename}。是否曾用另一用户(例如 root)在此运行过?",
                f"No permission: {error.filename}. Was it run here by another user, such as root?",
            )
        )
    return 1


def _obey(options: argparse.Namespace) -> int:
    places, wishes = default_places(), Wishes.read(os.environ)
    if options.command in {"run", "install", "each"}:
        insist_on_whole(places)
    match options.command:
        case "run":
            run(places, wishes)
        case "reset":
            reset(places)
        case "backup" | "restore":
            _keep(places, wishes, options)
        case "install":
            install(places, wishes, _first_start(options))
        case "each":
            return for_each_member(places, wishes, options.argv)
        case "openapi":
            save_openapi(places, options.path)
        case _:
            return _execute(options.argv)
    return 0


def _keep(places: Places, wishes: Wishes, options: argparse.Namespace) -> None:
    try:
        _back_up_or_restore(places, wishes, options)
    except PermissionError:
        raise
    except OSError as error:
        raise Refused(
            f"读写失败:{error}。请排除原因(磁盘满、存储断开)后重新执行;未完成的部分不会被当作完整的。",
            f"Reading or writing failed: {error}. Mend that (a full disk, a lost mount) and run it "
            "again; what is unfinished is never taken for whole.",
        ) from error


def _back_up_or_restore(places: Places, wishes: Wishes, options: argparse.Namespace) -> None:
    if options.command == "restore":
        restore(places, wishes, source=options.source, secrets=options.secrets)
    elif options.verify:
        check(options.verify.absolute())
        say(f"✓ 备份完好:{options.verify}", "the backup is whole")
    else:
        insist_on_whole(places)
        backup(places, wishes, to=options.to, secrets_to=options.secrets_to)


def _first_start(options: argparse.Namespace) -> FirstStart:
    given = dict(os.environ)
    if options.password_stdin:
        given["ZHIBEN_ADMIN_PASSWORD"] = sys.stdin.readline().rstrip("\n")
    administrator = read_person("ADMIN", options.login, given=given)
    if options.ledger is None:
        return FirstStart(administrator)
    if not options.ledger.is_file():
        raise Refused(f"找不到文件:{options.ledger}", f"There is no file {options.ledger}")
    clerk = read_person("CLERK", options.clerk, given=given, name=options.clerk_name)
    return FirstStart(administrator, options.ledger, clerk, options.area)


def _execute(argv: list[str]) -> int:
    """Run a command beside private stores and return its exit code."""
    with private_stores() as addresses:
        return subprocess.run(argv, env=os.environ | addresses, check=False).returncode


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="launcher", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="start everything, until Ctrl-C")
    commands.add_parser("reset", help="delete .data/")
    first = commands.add_parser("install", help="a first start with real records")
    first.add_argument("--login", help="of the first administrator")
    first.add_argument("--password-stdin", action="store_true")
    first.add_argument(
        "--ledger", type=Path, metavar="FILE", help="hazards (xlsx), taken in at once"
    )
    first.add_argument("--clerk", metavar="LOGIN", help="of the office clerk whose ledger it is")
    first.add_argument("--clerk-name", default="", help="how the office knows them")
    first.add_argument("--area", default="350583002", help="prefix of the codes they work in")
    _add_backups(commands)
    each = commands.add_parser("each", help="run a module for every member, on its database")
    each.add_argument("argv", nargs="+", metavar="MODULE")
    openapi = commands.add_parser("openapi", help="save the running system's OpenAPI document")
    openapi.add_argument("path", type=Path)
    execute = commands.add_parser("exec", help="run a command beside private stores")
    execute.add_argument("--ephemeral", action="store_true", required=True)
    execute.add_argument("argv", nargs="+", metavar="CMD")
    return parser


def _add_backups(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = commands.add_parser("backup", help="copy databases and files, also while all runs")
    made.add_argument("--to", type=Path, metavar="FOLDER", help="default: backups/ beside .data/")
    made.add_argument("--secrets-to", type=Path, metavar="FOLDER", help="copy the secrets there")
    made.add_argument("--verify", type=Path, metavar="BACKUP", help="only check this one")
    put_back = commands.add_parser("restore", help="put a backup back into an empty place")
    put_back.add_argument("--from", dest="source", type=Path, metavar="BACKUP", required=True)
    put_back.add_argument("--secrets", type=Path, metavar="FOLDER", help="default: .data/secrets/")


if __name__ == "__main__":
    sys.exit(main())

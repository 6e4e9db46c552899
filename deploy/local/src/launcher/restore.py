"""`make restore`: a backup becomes a system again, in an empty place."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher import backup_secrets, base_backup, named_files
from launcher.backup import check, insist_on_own_stores
from launcher.backup_contents import About
from launcher.databases import Databases
from launcher.keys import password
from launcher.lock import only_one
from launcher.members import GATEWAY, MEMBERS
from launcher.places import Places, Wishes
from launcher.ports import free_port
from launcher.postgres import Postgres
from launcher.speech import Refused, say
from launcher.stores import running
from launcher.system import System

_MAY_BE_THERE = {"secrets", "running.lock", "backup.lock", "logs"}


def restore(places: Places, wishes: Wishes, *, source: Path, secrets: Path | None = None) -> None:
    """Put back databases and files. NATS begins empty: the relays fill it from the outboxes.

    Raise Refused, with nothing changed, if the backup or the secrets are not whole or the place
    is not empty.
    """
    insist_on_own_stores(wishes)
    source = source.absolute()
    about = About.read(source)
    _insist_on_empty(places)
    kept = (secrets or places.secrets).absolute()
    backup_secrets.insist(kept, about.secrets)
    say("核验备份 …", "checking the backup")
    check(source)
    places.make()
    with only_one(places, "make restore"), _unfinished(places):
        if kept != places.secrets:
            shutil.rmtree(places.secrets)
            backup_secrets.copy(kept, places.secrets)
        _put(source, places, wishes)
        asyncio.run(_begin_again(System.at_rest(places, wishes), about))
    say(f"✓ 已恢复到 {about.moment} 的状态。启动系统:make run", "restored; start it with: make run")


def insist_on_whole(places: Places) -> None:
    """Raise Refused where a restore was broken off: what lies there is only a part."""
    if places.unfinished.exists():
        raise Refused(
            f"{places.root} 中有一次未完成的恢复。请重新执行 make restore(会自动重做),"
            "或用 make reset 清空。",
            f"A restore into {places.root} was broken off. Run `make restore` again, which begins "
            "anew, or clear the folder with `make reset`.",
        )


def _insist_on_empty(places: Places) -> None:
    """What a restore of ours left that was broken off is not in the way; it is cleared."""
    if places.unfinished.exists() or not places.root.exists():
        return
    found = sorted(path.name for path in places.root.iterdir() if path.name not in _MAY_BE_THERE)
    if found:
        raise Refused(
            f"{places.root} 不是空的(有 {' '.join(found)}),恢复不会覆盖已有数据。\n"
            "请停止系统并把该目录移走(其中的 secrets 可能还要用),"
            "或用 ZHIBEN_LAUNCHER_DIR=<目录> 恢复到别处。",
            f"{places.root} is not empty ({' '.join(found)}), and a restore overwrites nothing. "
            "Stop the system and move the folder away (its secrets may be what you need), or "
            "restore elsewhere with ZHIBEN_LAUNCHER_DIR=<folder>.",
        )


@contextmanager
def _unfinished(places: Places) -> Iterator[None]:
    """Mark the place until everything is in it; clear what an earlier try has left."""
    places.unfinished.touch()
    for folder in (places.postgres, places.nats, places.files):
        shutil.rmtree(folder, ignore_errors=True)
    places.make()
    yield
    places.unfinished.unlink()


def _put(source: Path, places: Places, wishes: Wishes) -> None:
    say("放回文件和数据库 …", "putting back files and databases")
    shutil.copytree(source / "files", places.files, dirs_exist_ok=True)
    word = password(places.secrets, "postgres")
    server = Postgres(places.postgres, free_port(), word, durable=not wishes.testing)
    base_backup.put(source / "postgres", server)
    with running(server, places.logs / "postgres.log"):
        lacking = named_files.missing(
            asyncio.run(named_files.named(Databases(server.url))), places.files
        )
    if lacking:
        raise Refused(
            f"数据库中登记的文件不在备份里:{' '.join(lacking)}。请改用另一份备份。",
            f"The databases name files that the backup lacks: {' '.join(lacking)}. Use another.",
        )


async def _begin_again(system: System, about: About) -> None:
    """Tell every store that it was set back, before anything runs on it."""
    await system.open(answering=False)
    try:
        await system.start_stores()
        await system.prepare_databases()
        arguments = ["upkeep.restored", "--moment", about.moment]
        told = await asyncio.gather(*(system.run(member, arguments) for member in MEMBERS))
        await system.run(GATEWAY, ["gateway.admin", "end-sessions"])
    finally:
        await system.close()
    for member, said in zip(MEMBERS, told, strict=True):
        say(f"✓ {member.name}", said.strip())

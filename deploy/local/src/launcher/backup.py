"""`make backup`: all databases at one moment, and every file they name, in a folder of their own."""

import asyncio
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from launcher import backup_secrets, base_backup, named_files
from launcher.backup_contents import About, check_sums, copy_new, size_of, write_sums
from launcher.databases import Databases
from launcher.keys import password
from launcher.lock import only_one, who_runs
from launcher.places import Places, Wishes
from launcher.ports import free_port, recall_ports
from launcher.postgres import Postgres
from launcher.speech import Refused, say
from launcher.stores import running

CHINA = timezone(timedelta(hours=8))
_SPARE = 64 << 20  # bytes of log that a base backup brings along


def backup(
    places: Places, wishes: Wishes, *, to: Path | None = None, secrets_to: Path | None = None
) -> Path:
    """Make a backup below `to`, check it and return its folder. The system may run meanwhile.

    Raise Refused if it cannot be made, or if the source itself is damaged.
    """
    insist_on_own_stores(wishes)
    if not (places.postgres / "PG_VERSION").exists():
        raise Refused("还没有数据可备份。", "There are no data to back up yet.")
    shelf = (to or places.root.parent / "backups").absolute()
    _insist_on_room(places, shelf)
    with _only_backup(places), _server(places, wishes) as server:
        if secrets_to:
            backup_secrets.copy(places.secrets, secrets_to.absolute())
        began = datetime.now(CHINA)
        made = shelf / f"zhiben-{began:%Y%m%d-%H%M%S}"
        unfinished = shelf / f".{made.name}.unfinished"
        unfinished.mkdir(mode=0o700)
        try:
            damaged = _fill(unfinished, places, server, began)
            check(unfinished)
            unfinished.rename(made)
            _sync(shelf)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    _tell(made, secrets_to)
    if damaged:
        raise Refused(
            f"备份已完成,但以下文件在本系统中已缺失或损坏,请从较早的备份中找回:{' '.join(damaged)}",
            "The backup is made, but these files are missing or damaged in this system itself; "
            f"fetch them from an earlier backup: {' '.join(damaged)}",
        )
    return made


def check(made: Path) -> None:
    """Raise Refused unless a backup is complete, and every byte as it was written."""
    About.read(made)
    check_sums(made)
    base_backup.check(made / "postgres")


def insist_on_own_stores(wishes: Wishes) -> None:
    if wishes.database_url or wishes.nats_url:
        raise Refused(
            "数据库或 NATS 不由本程序管理(设置了 ZHIBEN_DATABASE_URL 或 ZHIBEN_NATS_URL),"
            "请用其自带的工具备份和恢复,步骤见 docs/operations.md。",
            "PostgreSQL or NATS is not ours (ZHIBEN_DATABASE_URL or ZHIBEN_NATS_URL is set): back "
            "them up and restore them with their own tools, as docs/operations.md says.",
        )


def _fill(folder: Path, places: Places, server: Postgres, began: datetime) -> list[str]:
    """Return the files that are missing or damaged already where they come from.

    Files are copied before the databases and again after them: what a row names at the moment of
    the databases was there before, or has come since; tidying takes a day.
    """
    files, databases = folder / "files", Databases(server.url)
    files.mkdir()
    copy_new(places.files, files)
    say("复制数据库 …", "copying the databases")
    base_backup.take(server, folder / "postgres")
    moment = datetime.now(CHINA)
    wanted = asyncio.run(named_files.named(databases))
    copy_new(places.files, files)
    say("核对文件与校验和 …", "checking files and hashes")
    About(
        began_at=began.isoformat(timespec="seconds"),
        moment=moment.isoformat(timespec="seconds"),
        postgres=(folder / "postgres" / "PG_VERSION").read_text().strip(),
        revisions=asyncio.run(named_files.revisions(databases)),
        files=sum(path.is_file() for path in files.rglob("*")),
        bytes=size_of(folder),
        secrets=backup_secrets.marks(places.secrets),
    ).write(folder)
    false = [path.relative_to("files").as_posix() for path in write_sums(folder)]
    return [*false, *named_files.missing(wanted, files)]


@contextmanager
def _server(places: Places, wishes: Wishes) -> Iterator[Postgres]:
    """The server of the running system; of one at rest, only while we need it."""
    word, durable = password(places.secrets, "postgres"), not wishes.testing
    if who_runs(places):
        port = recall_ports(places.ports)["postgres"]
        yield Postgres(places.postgres, port, word, durable=durable)
        return
    with ExitStack() as stack:
        stack.enter_context(only_one(places, "make backup"))
        server = Postgres(places.postgres, free_port(), word, durable=durable)
        stack.enter_context(running(server, places.logs / "postgres.log"))
        yield server


@contextmanager
def _only_backup(places: Places) -> Iterator[None]:
    with (places.root / "backup.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                "另一个备份正在进行,请等它结束。",
                "Another backup of this system is being made; wait for it to end.",
            ) from None
        yield


def _insist_on_room(places: Places, shelf: Path) -> None:
    if shelf.is_relative_to(places.root):
        raise Refused(
            f"备份不能放在数据目录 {places.root} 之内:make reset 会把它一并删除。",
            f"A backup must not lie in {places.root}: `make reset` would delete it, too.",
        )
    shelf.mkdir(parents=True, exist_ok=True, mode=0o700)
    needed = size_of(places.postgres) + size_of(places.files) + _SPARE
    free = shutil.disk_usage(shelf).free
    if free < needed:
        raise Refused(
            f"{shelf} 空间不足:需要 {needed >> 20} MB,仅剩 {free >> 20} MB。"
            "请删除旧备份,或用 --to 指定别的目录。",
            f"{shelf} has {free >> 20} MB left and {needed >> 20} MB are needed. Delete an old "
            "backup, or name another folder with --to.",
        )


def _tell(made: Path, secrets_to: Path | None) -> None:
    say(f"✓ 备份完成并已核验:{made}", "backup made and checked")
    if secrets_to:
        say(f"密钥已另存到 {secrets_to},请与备份分开保管。", "secrets are there; keep them apart")
    else:
        say(
            "备份不含密钥(.data/secrets);没有密钥无法恢复,请另行保管(--secrets-to <目录>)。",
            "no secrets are in it, and it cannot be restored without them: keep them, apart",
        )


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""One moment of a whole PostgreSQL server in a folder: copied while it runs, checked, put back."""

import os
import shutil
import subprocess
from pathlib import Path

from launcher.postgres import SUPERUSER, Postgres, binaries, environment
from launcher.speech import Refused
from launcher.unprivileged import dying_with_us, give, owner_for

MANIFEST = "backup_manifest"  # names every file of the copy, with its SHA-256


def take(server: Postgres, folder: Path) -> None:
    """Copy all databases as they are at one moment, with the log they need to start from it."""
    _insist(
        [
            *("pg_basebackup", "--pgdata", str(folder)),
            *("--host", "127.0.0.1", "--port", str(server.port), "--username", SUPERUSER),
            *("--wal-method=stream", "--checkpoint=fast", "--no-password"),
            *("--manifest-checksums=SHA256", "--label=zhiben"),
            *([] if server.durable else ["--no-sync"]),
        ],
        Refused(
            "数据库备份失败。请看下面的原因(常见:磁盘已满、连接数用尽),排除后重新执行 make backup。",
            "The databases could not be copied. See why below (often: the disk is full, or no "
            "connection is left), mend it and run `make backup` again.",
        ),
        password=server.password,
    )


def check(folder: Path) -> None:
    """Raise Refused unless every file is there as it was copied, and the log can be read."""
    _insist(
        ["pg_verifybackup", "--quiet", str(folder)],
        Refused(
            f"备份中的数据库文件缺失或已损坏:{folder}。请改用另一份备份。",
            f"Files of the databases are missing or damaged in {folder}; use another backup.",
        ),
    )


def put(folder: Path, server: Postgres) -> None:
    """Lay a copy where a server finds its data, under the user it runs as."""
    shutil.copytree(folder, server.data, ignore=shutil.ignore_patterns(MANIFEST), symlinks=True)
    server.data.chmod(0o700)
    # Not as the source was owned: backups may be carried by other users, between machines.
    nobody = owner_for(server.data.parent / "nowhere")
    give([server.data, *server.data.rglob("*")], nobody)


def _insist(argv: list[str], refusal: Refused, *, password: str = "") -> None:
    """Run a program of PostgreSQL's. Raise the refusal, with what it said, if it fails."""
    program = str(binaries() / argv[0])
    done = subprocess.run(
        [*dying_with_us("TERM"), program, *argv[1:]],
        check=False,
        env=environment() | ({"PGPASSWORD": password} if password else {}),
        cwd=os.sep,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise Refused(refusal.zh, f"{refusal.en}\n{done.stderr.strip()}")

"""The secrets a backup needs and does not hold: recognised by a mark, carried apart."""

import hashlib
import shutil
from pathlib import Path

from launcher.speech import Refused


def marks(secrets: Path) -> dict[str, str]:
    """Map each secret that cannot be replaced to sixteen bits of its hash.

    That is enough to tell a wrong key from the right one, and too little to find out a key by.
    """
    return {
        path.relative_to(secrets).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:4]
        for path in sorted(secrets.rglob("*"))
        if path.is_file() and not _is_replaceable(path.relative_to(secrets))
    }


def insist(secrets: Path, wanted: dict[str, str]) -> None:
    """Raise Refused, naming them, unless the secrets that a backup needs are here."""
    found = marks(secrets)
    wrong = [name for name, mark in wanted.items() if found.get(name) != mark]
    if wrong:
        raise Refused(
            f"{secrets} 中缺少这份备份所需的密钥,或与之不符:{' '.join(wrong)}。\n"
            "备份按设计不含密钥。请把原系统的 .data/secrets(另行保管的那份)放到该处,"
            "或用 --secrets <目录> 指明。",
            f"{secrets} lacks secrets that this backup needs, or holds others: {' '.join(wrong)}. "
            "A backup holds no secrets, on purpose. Put the .data/secrets that you keep apart "
            "there, or name its folder with --secrets.",
        )


def copy(source: Path, target: Path) -> None:
    """Copy all secrets to a folder of their own that only its owner may read."""
    if target.exists() and any(target.iterdir()):
        raise Refused(
            f"{target} 不是空目录,密钥不会覆盖其中的内容。请换一个目录。",
            f"{target} is not empty, and secrets overwrite nothing; choose another folder.",
        )
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.chmod(0o700)
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir(mode=0o700)
        else:
            shutil.copyfile(path, copy)
            copy.chmod(0o600)


def _is_replaceable(path: Path) -> bool:
    """Whether a start makes it anew, or sets it anew in the stores."""
    is_set_anew = path.suffix == ".password" and path.name != "postgres.password"
    return is_set_anew or path.match("token.*.pem") or path.suffix == ".new"

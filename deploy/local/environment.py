# ruff: noqa: INP001 - run by its path, before anything is installed
"""Make `.venv` and install exactly what `requirements.lock` names. Needs only the standard library."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"
LOCK = Path("requirements.lock")
STAMP = VENV / ".stamp"
_SECONDS_BETWEEN_LINES = 2.0


class Failed(Exception):
    """Setting up did not work; the text says why, in Chinese and English."""


def main(folders: list[str]) -> int:
    began = time.monotonic()
    STAMP.unlink(missing_ok=True)
    try:
        make_environment()
        install_locked()
        say("安装本仓库的各个包 … installing this repository's packages")
        editable = [argument for folder in folders for argument in ("-e", f"./{folder}")]
        for _ in pip("install", "--no-deps", "--no-build-isolation", *editable):
            pass
    except Failed as failure:
        print(f"治本 | {failure}", file=sys.stderr)
        return 1
    STAMP.touch()
    say(f"运行环境已就绪 the environment is ready ({time.monotonic() - began:.0f} s)")
    return 0


def make_environment() -> None:
    """Make `.venv` with this interpreter, unless a usable one is there."""
    if is_usable():
        return
    say(f"创建运行环境 … making .venv with Python {sys.version.split()[0]}")
    shutil.rmtree(VENV, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Failed(
            f"无法创建 .venv。Debian/Ubuntu 请先安装:apt-get install python{version}-venv\n"
            f"zhiben | .venv could not be made; on Debian or Ubuntu first: "
            f"apt-get install python{version}-venv\n{(done.stdout + done.stderr).strip()}"
        )


def is_usable() -> bool:
    """Whether `.venv` works where it lies: one that was moved or copied does not."""
    pip_is_there = [str(PYTHON), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
    try:
        return subprocess.run(pip_is_there, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install_locked() -> None:
    """Install what the lock names, each file checked against its hash, and show how far it is."""
    total = sum(1 for line in LOCK.read_text().splitlines() if "==" in line and line[0].isalnum())
    say(f"安装依赖(约 {total} 个)… installing about {total} dependencies")
    seen, told = 0, time.monotonic()
    for line in pip("install", "--require-hashes", "-r", str(LOCK)):
        seen += line.startswith(("Collecting ", "Requirement already satisfied"))
        if time.monotonic() - told > _SECONDS_BETWEEN_LINES or line.startswith("Installing"):
            told = time.monotonic()
            stage = "正在写入 writing" if line.startswith("Installing") else f"{seen}/{total}"
            say(f"  {stage}")


def pip(*arguments: str) -> Iterator[str]:
    """Run pip and yield its lines. Raise Failed with the last of them if it fails."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    lines: list[str] = []
    with subprocess.Popen(
        [*command, "--progress-bar", "off", "--root-user-action", "ignore"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            yield line
    if process.returncode != 0:
        raise Failed("安装失败。\nzhiben | pip failed:\n" + "".join(lines[-15:]))


def say(text: str) -> None:
    print(f"治本 | {text}", flush=True)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))

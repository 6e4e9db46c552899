"""`make run` and `make install`: bring the system up, tell where it is, take it down again."""

import asyncio
import shutil
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from launcher.databases import DEMO
from launcher.front_door import FrontDoor
from launcher.installing import FirstStart, create_administrator, import_ledger
from launcher.lock import only_one
from launcher.places import Places, Wishes
from launcher.ports import is_free, taken
from launcher.speech import Refused, say
from launcher.system import System


def run(places: Places, wishes: Wishes) -> None:
    """Run until Ctrl-C, SIGTERM or a closed terminal. Raise Refused if it does not come up."""
    places.make()
    with only_one(places, wishes.address):
        _insist_on_port(wishes)
        asyncio.run(_run(System.at_rest(places, wishes), wishes))


def install(places: Places, wishes: Wishes, first: FirstStart) -> None:
    """Prepare a first start with real records: a first administrator and the office's ledger."""
    places.make()
    with only_one(places, "make install"):
        _insist_on_port(wishes)
        asyncio.run(_install(System.at_rest(places, wishes), wishes, first))


def reset(places: Places) -> None:
    """Forget everything below `.data/`. Raise Refused while the system runs."""
    if not places.root.exists():
        say("没有数据可删除。", "there is nothing to delete")
        return
    places.make()
    with only_one(places, "make reset"):
        for path in places.root.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    say(f"已删除 {places.root} 中的全部数据。", "all data are deleted")


def _insist_on_port(wishes: Wishes) -> None:
    if not is_free(wishes.http_port, wishes.http_host):
        raise taken(wishes.http_port, "ZHIBEN_HTTP_PORT")


async def _run(system: System, wishes: Wishes) -> None:
    began = time.monotonic()
    asked_to_stop = _listen_for_signals()
    async with _closing(system):
        start = asyncio.create_task(_start(system, wishes))
        if not await _unless_stopped(start, asked_to_stop):
            return
        _tell_where(wishes.address, start.result(), time.monotonic() - began)
        await asyncio.create_task(asked_to_stop.wait())


async def _start(system: System, wishes: Wishes) -> list[list[str]]:
    """Return the accounts to try things out with."""
    await system.open()
    await system.start_stores()
    await system.prepare_databases()
    if wishes.demo:
        await system.load_demonstration()
    await system.start_processes()
    return system.demonstration_accounts()


async def _install(system: System, wishes: Wishes, first: FirstStart) -> None:
    asked_to_stop = _listen_for_signals()

    async def work() -> None:
        await system.open()
        await system.start_stores()
        await system.prepare_databases()
        if await system.purpose() == DEMO:
            raise Refused(
                "这里装的是演示数据,不能用于正式安装。请先执行 make reset。",
                "This folder holds demonstration data; run `make reset` before a real start.",
            )
        await create_administrator(system, first.administrator)
        await system.mark_real()
        if first.ledger:
            await system.start_processes()
            await import_ledger(FrontDoor(wishes.host, wishes.http_port), first)
        say("安装完成。启动系统:make run", "installed; start the system with: make run")

    async with _closing(system):
        await _unless_stopped(asyncio.create_task(work()), asked_to_stop)


@asynccontextmanager
async def _closing(system: System) -> AsyncIterator[None]:
    try:
        yield
    finally:
        say("正在停止 …", "stopping")
        await system.close()
        say("已停止,数据保留在 .data/。", "stopped; the data stay in .data/")


async def _unless_stopped(work: "asyncio.Task[Any]", asked_to_stop: asyncio.Event) -> bool:
    """Do the work; return False if we were asked to stop before its end."""
    stop = asyncio.create_task(asked_to_stop.wait())
    await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
    if work.done():
        stop.cancel()
        work.result()
        return True
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    return False


def _listen_for_signals() -> asyncio.Event:
    asked_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            loop.add_signal_handler(number, asked_to_stop.set)
    return asked_to_stop


def _tell_where(address: str, accounts: list[list[str]], seconds: float) -> None:
    say(f"✓ 系统已就绪:{address}", f"ready after {seconds:.1f} s")
    if accounts:
        say("演示账号(虚构,仅限本机试用):", "demonstration accounts (fictional, local use only):")
        for login, password, role, description in accounts:
            print(f"       {login:<22} {password:<18} {role:<22} {description}", flush=True)
    say("按 Ctrl-C 停止。", "press Ctrl-C to stop")

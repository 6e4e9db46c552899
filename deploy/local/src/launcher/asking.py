"""Commands that look at a running system, or wake only the stores of one at rest."""

import asyncio
import json
import sys
import urllib.request
from pathlib import Path

from launcher.lock import only_one, who_runs
from launcher.members import MEMBERS
from launcher.places import Places, Wishes
from launcher.speech import Refused, say
from launcher.system import System

_TIMEOUT_SECONDS = 30


def for_each_member(places: Places, wishes: Wishes, arguments: list[str]) -> int:
    """Run a module once for each member, against its own database; return the worst exit code."""
    if not places.root.exists():
        raise Refused("还没有数据,请先 make run。", "There are no data yet; first: make run")
    if who_runs(places):
        return asyncio.run(_for_each(System.already_running(places, wishes), arguments))
    with only_one(places, "launcher each"):
        return asyncio.run(_with_stores(System.at_rest(places, wishes), arguments))


def save_openapi(places: Places, path: Path) -> None:
    """Write the running gateway's OpenAPI document, in a form that is good to compare."""
    holder = who_runs(places)
    if holder is None:
        raise Refused(
            "系统没有在运行,请先 make run。", "The system is not running; first: make run"
        )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{holder.address}/openapi.json", timeout=_TIMEOUT_SECONDS) as response:
        document = json.load(response)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    say(f"已写入 {path}。", "written")


async def _with_stores(system: System, arguments: list[str]) -> int:
    await system.open(answering=False)
    try:
        await system.start_stores()
        return await _for_each(system, arguments)
    finally:
        await system.close()


async def _for_each(system: System, arguments: list[str]) -> int:
    worst = 0
    for member in MEMBERS:
        if member.newest_revision is None:
            continue
        try:
            printed = await system.run(member, arguments)
        except Refused as refusal:
            worst = 1
            print(f"✗ {member.name}\n{refusal.en}", file=sys.stderr)
        else:
            print(f"✓ {member.name}: {printed.strip()}")
    return worst

"""The closing of the books: what was sent was acted on, seals hold, figures and fund add up."""

import base64
from datetime import datetime
from typing import Any

from chassis.audit.leaves import leaf
from transparency import merkle

from tests.journeys.people import Person, WentWrong, eventually
from tests.journeys.plot import Plot

SERVICES = ("hazard-registry", "reporting-whistleblower", "training-records", "enforcement")
SEALING_SERVICES = (*SERVICES, "gateway")
Report = dict[str, Any]


async def close_the_books(plot: Plot) -> None:
    """Compare every service with every other, and each with itself."""
    plot.tell.chapter("对账", "The books are closed")
    await _compare_events(plot)
    await _find_no_dead_letters(plot)
    await _check_seals(plot)
    await _recount(plot)


async def _compare_events(plot: Plot) -> None:
    """Every event that was sent is in the inbox of everyone who listens, once."""
    system = await plot.cast.who("system")

    async def settled() -> list[tuple[Any, ...]] | None:
        reports = {name: await system.get(f"/v1/{name}/ops/events") for name in SERVICES}
        rows = compared(reports)
        return rows if all(row[-1] == 0 for row in rows) else None

    rows, seconds = await eventually("every event acted on", settled)
    plot.tell.step(f"已发出的事件全部办到,用时 {seconds:.2f} 秒", "sent = acted on, lag 0")
    heads = (
        "发布 sent by", "事件 nouns", "订阅 read by", "已发 sent", "已办 done", "死信 dead", "待发 waiting",
        "差额 missing",
    )  # fmt: skip
    plot.tell.table(heads, rows)


def compared(reports: dict[str, Report]) -> list[tuple[Any, ...]]:
    """One row for each reader of each publisher; the last cell is what is missing."""
    rows = []
    for reader in reports.values():
        for consumer in reader["consumers"]:
            sent = [
                row
                for row in reports[consumer["publisher"]]["sent"]
                if row["noun"] in consumer["nouns"]
            ]
            published = sum(row["published"] for row in sent)
            waiting = sum(row["waiting"] for row in sent)
            taken = consumer["applied"] + consumer["dead"]
            rows.append(
                (
                    consumer["publisher"],
                    "+".join(consumer["nouns"]),
                    consumer["consumer"].rsplit("-", 1)[0],
                    published,
                    consumer["applied"],
                    consumer["dead_open"],
                    waiting,
                    abs(published + waiting - taken),
                )
            )
    return rows


async def _find_no_dead_letters(plot: Plot) -> None:
    system = await plot.cast.who("system")
    for name in SERVICES:
        letters = (await system.get(f"/v1/{name}/ops/dead-letters"))["items"]
        if letters:
            raise WentWrong(f"{name} could not act on {letters[0]['event_id']}: {letters[0]}")
    plot.tell.step("没有无法办理的事件(死信 0)", "no dead letters")


async def _check_seals(plot: Plot) -> None:
    """Let the auditor prove, from what the services tell, that nothing was rewritten."""
    auditor = await plot.cast.who("auditor")
    rows = [(name, *await check_seal(auditor, name)) for name in SEALING_SERVICES]
    plot.tell.step("审计封存:增长证明与最新记录的包含证明均成立", "the audit seals verify")
    plot.tell.table(("服务 service", "封存 sealed", "最新 newest", "树根 root"), rows)


async def check_seal(auditor: Person, service: str) -> tuple[int, int, str]:
    """Raise `WentWrong` unless the newest entry is sealed in a tree that grew out of the last one."""
    path = f"/v1/{service}/audit"
    newest = (await auditor.get(f"{path}/entries", limit=1))["items"][0]

    async def proof() -> dict[str, Any] | None:
        answer = await auditor.send("GET", f"{path}/entries/{newest['id']}/inclusion")
        return dict(answer.json()) if answer.is_success else None

    shown, _ = await eventually(f"{service} seals its newest entry", proof)
    size, root = _head(shown["checkpoint"]["note"])
    digest = leaf(newest | {"at": datetime.fromisoformat(newest["at"])})
    steps = [base64.b64decode(step) for step in shown["proof"]]
    if not merkle.includes(digest, shown["place"], size, steps, root):
        raise WentWrong(f"{service}: entry {newest['seq']} is not what was sealed")
    before = (await auditor.get(f"{path}/checkpoints", limit=5))["items"][-1]
    old = _head(before["note"])
    grown = await auditor.get(f"{path}/growth", old=old[0], new=size)
    if not merkle.grew(old, (size, root), [base64.b64decode(step) for step in grown["proof"]]):
        raise WentWrong(f"{service}: the tree of {size} did not grow out of that of {old[0]}")
    return size, shown["place"], base64.b64encode(root).decode()[:16] + "…"


def _head(note: str) -> tuple[int, bytes]:
    """Read size and root of a tree off its signed note."""
    _, size, root = note.splitlines()[:3]
    return int(size), base64.b64decode(root)


async def _recount(plot: Plot) -> None:
    auditor = await plot.cast.who("auditor")
    differing = (await auditor.get("/v1/statistics/hazards/check"))["differing"]
    differences = (await auditor.get("/v1/funds/check"))["differences"]
    if differing or differences:
        raise WentWrong(f"statistics differ in {differing} cells; the fund: {differences}")
    [total] = await (await plot.cast.who("clerk")).get("/v1/statistics/hazards")
    funds = await auditor.get("/v1/funds")
    plot.tell.step(
        "统计数与逐条重数一致;奖励资金收支平衡", "statistics equal a recount; the fund balances"
    )
    plot.tell.table(
        ("发现 found", "销号 closed", "逾期 overdue", "督办 under order"),
        [[total["found"], total["closed"], total["overdue"], total["under_order"]]],
    )
    plot.tell.table(
        ("年度 year", "来源 source", "拨入 allocated", "支付 paid", "余额 balance"),
        [[f["year"], f["source"], f["allocated"], f["paid"], f["balance"]] for f in funds],
    )

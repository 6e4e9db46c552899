"""The rig itself: what it counts and compares is right. It measures nothing here."""

import asyncio
import json
import math
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from launcher.ports import free_port

from tests.load import figures, machine, same_sql, start, wrk
from tests.load.figures import MET, MISSED, Row, Sample, at_least, at_most, interleaved, ratio
from tests.load.same_sql import Statement
from tests.load.wrk import Load


async def test_ways_are_interleaved_and_turned_round() -> None:
    order: list[str] = []

    async def way(name: str) -> Sample:
        order.append(name)
        return Sample(rate=1)

    found = await interleaved({"a": lambda: way("a"), "b": lambda: way("b")}, rounds=3)

    assert order == ["a", "b", "b", "a", "a", "b"]
    assert [len(samples) for samples in found.values()] == [3, 3]


def test_ratios_are_taken_within_a_round_and_the_median_is_told() -> None:
    # The machine was ten times slower in the second round, and hiccoughed in the third.
    samples = {
        "ours": [Sample(50), Sample(5), Sample(1)],
        "reference": [Sample(100), Sample(10), Sample(100)],
    }

    value, rounds = ratio(samples, "ours", "reference")

    assert (value, rounds) == (0.5, [0.5, 0.5, 0.01])


@pytest.mark.parametrize(
    ("judge", "value", "verdict"),
    [(at_least, 0.4, MET), (at_least, 0.39, MISSED), (at_most, 3, MET), (at_most, 3.1, MISSED)],
)
def test_a_bar_is_met_or_missed(judge: Callable[..., Row], value: float, verdict: str) -> None:
    bar = 0.4 if judge is at_least else 3
    row = judge("1 gateway", "ours × nginx", (value, [value]), bar)

    assert row.verdict == verdict
    assert verdict in figures.table([row])


def test_what_cannot_be_compared_meets_no_bar() -> None:
    samples = {"ours": [Sample(5)], "reference": [Sample(0)]}

    found = ratio(samples, "ours", "reference")

    assert math.isnan(found[0])
    assert at_least("2", "ours", found, 0.1).verdict == MISSED


def test_the_figures_can_be_read_by_programs() -> None:
    row = at_least("1 gateway", "ours × nginx", (0.5, [0.5, 0.6]), 0.4)

    written = json.loads(figures.as_json({"cores": "2"}, [row]))

    assert written["machine"] == {"cores": "2"}
    assert written["rows"][0]["verdict"] == MET
    assert written["rows"][0]["rounds"] == [0.5, 0.6]


async def test_processor_time_counts_children_that_have_ended() -> None:
    burn = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(8_000_000))'])"
    hold = f"{burn}; print('done', flush=True); input()"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", hold),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None

    await process.stdout.readline()
    spent = machine.cpu_seconds([process.pid])
    process.stdin.write(b"\n")
    await process.wait()

    assert spent > 0.05


@pytest.mark.skipif(not wrk.is_there(), reason=wrk.MISSING)
async def test_requests_are_sent_answered_and_their_cost_counted() -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    served = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "uvicorn", "--log-level", "warning", "tests.load.behind:app"),
        *("--port", str(port)),
        cwd=Path(__file__).parents[2],
    )
    try:
        await _answers(address)
        good = await wrk.fire(Load(address, connections=2, seconds=1, tested=[served.pid]))
        bad = await wrk.fire(Load(f"{address}/?refuse", connections=2, seconds=1))
    finally:
        served.terminate()
        await served.wait()

    assert good.rate > 0
    assert good.cpu_us > 0
    assert good.failed == 0
    assert bad.failed > 0
    assert bad.rate == 0


async def _answers(address: str) -> None:
    async with asyncio.timeout(60), httpx.AsyncClient(trust_env=False) as http:
        while True:
            try:
                await http.get(address)
            except httpx.HTTPError:
                await asyncio.sleep(0.1)
            else:
                return


def test_two_requests_become_a_script_with_values_of_its_own() -> None:
    sql = 'INSERT INTO note (id, key, words, "at") VALUES ($1, $2, $3, $4)'
    types = ("uuid", "bytea", "text", "timestamptz")
    one = Statement(sql, (_uuid(1), r"'\xaa01'", "'a: b'", "'2026-03-04 12:00:00+08'"), types)
    other = Statement(sql, (_uuid(2), r"'\xbb02'", "'a: b'", "'2026-03-04 12:00:01+08'"), types)

    script = same_sql.as_script([[one], [other]])

    assert (
        "CAST(('00000000-0000-7000-8000-' || lpad(to_hex(:m::bigint), 12, '0')) AS uuid)" in script
    )
    assert r"CAST(('\x' || substr(repeat(md5(:m::text || '1'), 1), 1, 4)) AS bytea)" in script
    assert r"E'a\x3a b'" in script  # or pgbench would take it for a variable
    assert r"2026-03-04 12\x3a00\x3a00+08" in script


def test_a_format_in_a_statement_is_not_taken_for_a_variable() -> None:
    one = Statement("SELECT to_char(\"at\", 'HH24:MI') FROM note WHERE n = $1", ("'1'",), ("int4",))

    assert same_sql.as_script([[one], [one]]) == (
        r"""SELECT to_char("at", E'HH24\x3aMI') FROM note WHERE n = '1';"""
    )


def test_a_thing_named_twice_is_the_same_thing_in_the_script() -> None:
    both = [
        [Statement("A $1", (_uuid(n),), ("uuid",)), Statement("B $1", (_uuid(n),), ("text",))]
        for n in (1, 2)
    ]

    first, second = same_sql.as_script(both).splitlines()

    assert first.removeprefix("A ").replace("uuid", "text") == second.removeprefix("B ")


def test_a_log_is_read_back_as_the_statements_that_were_sent() -> None:
    log = (
        "2026-11-25 17:00:00.000 CST [7] app@app LOG:  statement: BEGIN;\n"
        "2026-11-25 17:00:00.001 CST [8] other@app LOG:  statement: SELECT 1\n"
        "2026-11-25 17:00:00.002 CST [7] app@app LOG:  execute s_1: SELECT\n\t$1\n"
        "2026-11-25 17:00:00.002 CST [7] app@app DETAIL:  Parameters: $1 = 'it''s', $2 = NULL\n"
        "2026-11-25 17:00:00.003 CST [7] app@app LOG:  statement: COMMIT;\n"
    )

    assert same_sql.read(log, "app") == [
        Statement("BEGIN"),
        Statement("SELECT\n$1", ("'it''s'", "NULL")),
        Statement("COMMIT"),
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["python", "-m", "hazard_registry.worker"], "hazard-registry.worker"),
        (["python", "-m", "uvicorn", "enforcement.main:create"], "enforcement.api"),
        (["python", "-m", "gateway", "--fd", "7"], "gateway.api"),
        (["/x/postgres", "-D", "y"], "PostgreSQL"),
    ],
)
def test_processes_are_weighed_by_what_they_are(words: list[str], name: str) -> None:
    assert start._named(words) == name


def _uuid(number: int) -> str:
    return f"'01a211f3-cb08-7511-9fac-{number:012x}'"

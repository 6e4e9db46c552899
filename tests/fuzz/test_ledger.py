"""Whatever file is sent as a ledger: it comes in whole or not at all, and each bad cell is named."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from chassis.db import Session
from hazard_registry.use_cases.ledger import rows
from httpx import Response
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from tests.fuzz.effort import effort
from tests.fuzz.served import Served, serving, somebody
from tests.fuzz.spreadsheets import (
    BAD,
    COLUMNS,
    HEAD,
    INJECTED,
    ROWS,
    XML,
    part,
    sound,
    values,
    with_part,
    written,
)

CLERK = somebody(1, "office_clerk")
CELL = r"[A-Z]{1,3}[1-9]\d*"
NAMED = re.compile(rf".+!{CELL}(、{CELL})*")  # two titles of one column are named together
ENDS = {200, 413, 422}


@pytest.fixture(scope="module")
def registry() -> Iterator[Served]:
    with serving("hazard_registry", "ledger") as served:
        yield served


def bring(registry: Served, data: bytes, *, dry_run: bool) -> Response:
    return registry.ask(
        CLERK,
        "POST",
        "/v1/imports/ledger",
        content=data,
        params=(("dry_run", str(dry_run).lower()),),
    )


def kept(registry: Served) -> dict[str, int]:
    """How much is stored of everything an import may store."""
    found: dict[str, int] = registry.run(_count)
    return found


async def _count(tx: Session) -> dict[str, int]:
    tables = ("hazards", "units", "notices", "outbox_event", "audit_entry")
    return {
        table: await tx.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
        for table in tables
    }


def try_it(registry: Served, data: bytes) -> list[dict[str, Any]]:
    """Try it dry, then in earnest; both must tell the same. Return what was said of cells."""
    before = kept(registry)
    dry = bring(registry, data, dry_run=True)
    assert dry.status_code in ENDS, dry.text
    assert kept(registry) == before
    real = bring(registry, data, dry_run=False)
    assert real.status_code in ENDS, real.text
    after = kept(registry)
    if real.is_success:
        said = real.json()
        assert after["hazards"] - before["hazards"] == said["created"] == dry.json()["created"]
        assert after["units"] - before["units"] == said["units_created"]
        assert said["errors"] == []
        return []
    assert after == before
    errors: list[dict[str, Any]] = real.json().get("errors", [])
    assert all(NAMED.fullmatch(error["pointer"]) and error["message"] for error in errors)
    if real.json()["code"] == "ledger_faulty":
        assert errors == dry.json()["errors"] != []
    return errors


@effort(short=12, long=400)
@given(
    st.dictionaries(
        st.integers(HEAD, HEAD + ROWS - 1),
        st.sampled_from(sorted(BAD)).flatmap(
            lambda letter: st.tuples(st.just(letter), st.sampled_from(BAD[letter]))
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_bad_cell_is_named_by_its_address(
    registry: Served, spoiled: dict[int, tuple[str, Any]]
) -> None:
    ledger = sound()
    for line, (letter, value) in spoiled.items():
        ledger[line][ord(letter) - ord("A")] = value

    errors = try_it(registry, written(ledger))

    named = {error["pointer"].split("!")[1] for error in errors}
    # A row without its name, or with nothing that makes it one, may be told by another cell.
    lines = {int(re.sub(r"\D", "", address)) for address in named}
    assert {line + 1 for line in spoiled} <= lines
    exact = {f"{letter}{line + 1}" for line, (letter, _) in spoiled.items()}
    assert exact <= named


def test_a_fault_that_nobody_notes_is_found(
    registry: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "_criteria", lambda *_: ())
    check = test_every_bad_cell_is_named_by_its_address.hypothesis.inner_test

    with pytest.raises(AssertionError):
        check(registry, {2: ("H", "GM-99-9"), 3: ("I", "托梦")})


cells = st.tuples(st.integers(0, HEAD + ROWS + 1), st.integers(0, COLUMNS + 3))


@effort(short=15, long=400)
@given(
    st.dictionaries(cells, values, max_size=8),
    st.lists(st.tuples(cells, st.integers(0, 3), st.integers(0, 3)), max_size=2),
    st.sampled_from(["重大隐患台账", "Sheet1", "a'b", "台账(1)"]),
    st.integers(0, 2),
)
def test_whatever_stands_in_the_cells_nothing_is_half_stored(
    registry: Served, changed: Any, merged: Any, sheet: str, more: int
) -> None:
    ledger = [[*row, *[None] * 4] for row in sound()]
    ledger += [[None] * (COLUMNS + 4) for _ in range(2)]
    for (line, column), value in changed.items():
        ledger[line][column] = value
    merges = [
        ((top, left), (top + down, left + 1 + across)) for (top, left), down, across in merged
    ]
    if len(merges) == 2 and _overlap(*merges):
        merges.pop()

    try_it(registry, written(ledger, sheet=sheet, merges=merges, more=more))


def _overlap(one: Any, other: Any) -> bool:
    (top, left), (bottom, right) = one
    (top_, left_), (bottom_, right_) = other
    return top <= bottom_ and top_ <= bottom and left <= right_ and left_ <= right


@effort(short=25, long=600)
@given(
    st.one_of(
        st.tuples(st.just("cut"), st.integers(0, 9_000)),
        st.tuples(st.just("flip"), st.lists(st.integers(0, 8_000), min_size=1, max_size=9)),
        st.tuples(st.just("inject"), st.sampled_from(INJECTED)),
        st.tuples(st.just("without"), st.sampled_from([XML, "xl/workbook.xml", "xl/styles.xml",
                                                       "xl/sharedStrings.xml"])),
        st.tuples(st.just("other"), st.binary(max_size=200)),
    )
)  # fmt: skip
def test_a_damaged_file_is_refused_or_read_and_never_breaks_anything(
    registry: Served, damage: tuple[str, Any]
) -> None:
    try_it(registry, _damaged(written(sound()), *damage))


def _damaged(data: bytes, how: str, what: Any) -> bytes:
    match how:
        case "cut":
            return data[:what]
        case "flip":
            spoiled = bytearray(data)
            for place in what:
                spoiled[place % len(spoiled)] ^= 0x41
            return bytes(spoiled)
        case "inject":
            sheet = part(data, XML).replace(b"</row>", what.encode() + b"</row>", 3)
            return with_part(data, XML, sheet)
        case "without":
            return with_part(data, what, None)
        case _:
            return bytes(what)

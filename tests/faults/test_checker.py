"""Each invariant is shown to fail: a tiny history that violates it must be caught."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.faults.checker import Evidence, check
from tests.faults.history import Attempt
from tests.faults.snapshot import Service, Snapshot

HAZARD, UNIT, CLUE, CASE = "hazard-1", "unit-1", "clue-1", "case-1"
READER = "enforcement-HAZARD"
READS = {"enforcement": {"HAZARD": ("unit", "hazard")}}
OWNERS = {"HAZARD": "hazard_registry", "CASE": "enforcement"}
SECRET = "13800000001"


def sent(id_: str, subject: str, thing: str, number: int, **data: Any) -> dict[str, Any]:
    payload = json.dumps({"data": data})
    noun = subject.partition(".")[0]
    return {"id": id_, "seq": 1, "noun": noun, "thing": thing, "number": number,
            "subject": subject, "at": 0.0, "payload": payload}  # fmt: skip


def taken(id_: str, at: float) -> dict[str, Any]:
    return {"consumer": READER, "id": id_, "at": at}


def reached(noun: str, thing: str, ver: int) -> dict[str, Any]:
    return {"consumer": READER, "noun": noun, "thing": thing, "ver": ver}


UNIT_FACTS = {
    "code": "C1",
    "name": "N1",
    "area": "350583002203",
    "industry": None,
    "department": None,
}
OUTBOX = [
    sent("e1", "unit.registered", UNIT, 1, **UNIT_FACTS),
    sent("e2", "hazard.reported", HAZARD, 1, level="general"),
    sent("e3", "hazard.verified", HAZARD, 2, level="major"),
]


REGISTRY = Service(
    outbox=OUTBOX,
    audited=[
        {"what": "unit", "what_id": UNIT, "action": "register"},
        {"what": "hazard", "what_id": HAZARD, "action": "report"},
    ],
    tables={
        "units": [{"id": UNIT, "version": 1, **UNIT_FACTS}],
        "hazards": [
            {"id": HAZARD, "version": 2, "description": "words", "lead_id": None, "status": "x"}
        ],
    },
)
ENFORCEMENT = Service(
    outbox=[sent("c1", "clue.received", CLUE, 1), sent("c2", "case.filed", CASE, 1)],
    inbox=[taken("e1", 1.0), taken("e2", 1.0), taken("e3", 2.0)],
    versions=[reached("unit", UNIT, 1), reached("hazard", HAZARD, 2)],
    tables={
        "units": [{"id": UNIT, **UNIT_FACTS}],
        "hazards": [{"id": HAZARD, "level": "major", "closed": False}],
        "clues": [{"id": CLUE, "case_id": CASE}],
        "clue_hazards": [{"hazard_id": HAZARD, "clue_id": CLUE}],
        "cases": [{"id": CASE, "clue_id": CLUE}],
    },
)
REPORTING = Service(
    tables={
        "units": [{"id": UNIT, **UNIT_FACTS}],
        "funds": [{"id": "f", "allocated": "10.00", "paid": "4.00", "balance": "6.00"}],
        "transfers": [
            {"id": "t1", "fund_id": "f", "amount": "10.00", "reward_id": None},
            {"id": "t2", "fund_id": "f", "amount": "4.00", "reward_id": "r"},
        ],
        "entries": [
            {"transfer_id": "t2", "account": "fund", "amount": "-4.00"},
            {"transfer_id": "t2", "account": "paid", "amount": "4.00"},
        ],
        "rewards": [{"id": "r", "status": "paid"}],
    }
)


def sound() -> Evidence:
    """A small world in which everything is as it must be."""
    services = {
        "hazard_registry": REGISTRY,
        "enforcement": ENFORCEMENT,
        "reporting_whistleblower": REPORTING,
        "training_records": Service(tables={"units": [{"id": UNIT, **UNIT_FACTS}]}),
    }
    streams = {"HAZARD": ["e1", "e2", "e3"], "CASE": ["c1", "c2"]}
    audit = {"enforcement": "✓ enforcement: 3"}
    return Evidence(Snapshot(services, streams, READS, OWNERS, audit), attempts=[asked()])


def asked(**changes: Any) -> Attempt:
    plain = Attempt("k", "POST", "/v1/hazards", "ok", 201, "", 1.0, 2.0, id=HAZARD, version=1,
                    digest="d", mark="words")  # fmt: skip
    return replace(plain, **changes)


Spoil = Callable[[Evidence], Evidence]


def service(name: str, **changes: Any) -> Spoil:
    def spoil(evidence: Evidence) -> Evidence:
        found = evidence.snapshot
        spoiled = {**found.services, name: replace(found.services[name], **changes)}
        return replace(evidence, snapshot=replace(found, services=spoiled))

    return spoil


def table(name: str, which: str, rows: list[dict[str, Any]]) -> Spoil:
    def spoil(evidence: Evidence) -> Evidence:
        tables = {**evidence.snapshot.services[name].tables, which: rows}
        return service(name, tables=tables)(evidence)

    return spoil


def found(**changes: Any) -> Spoil:
    return lambda evidence: replace(evidence, snapshot=replace(evidence.snapshot, **changes))


def given(**changes: Any) -> Spoil:
    return lambda evidence: replace(evidence, **changes)


INBOX = [taken("e1", 1.0), taken("e2", 1.0), taken("e3", 2.0)]
SPOILED = {
    "I1 an event was lost": service("enforcement", inbox=INBOX[:2]),
    "I1 an event was acted on twice": service("enforcement", inbox=[*INBOX, INBOX[0]]),
    "I2 an effect has no event": service("enforcement", inbox=[*INBOX, taken("e9", 3.0)]),
    "I2 an event leaked from what was rolled back": service(
        "hazard_registry", outbox=[*OUTBOX, sent("e4", "hazard.reported", "nothing", 1)]
    ),
    "I3 the second was acted on before the first": service(
        "enforcement", inbox=[INBOX[0], taken("e2", 5.0), taken("e3", 2.0)]
    ),
    "I3 the first was left out": service("enforcement", inbox=[INBOX[0], INBOX[2]]),
    "I3 the guard stands elsewhere": service("enforcement", versions=[reached("unit", UNIT, 1)]),
    "I4 a copy is older than the last event": table(
        "training_records", "units", [{"id": UNIT, **UNIT_FACTS, "name": "N0"}]
    ),
    "I4 a copy is missing": table("reporting_whistleblower", "units", []),
    "I4 a fund lost a cent": table(
        "reporting_whistleblower", "funds",
        [{"id": "f", "allocated": "10.00", "paid": "4.00", "balance": "5.99"}],
    ),
    "I4 a transfer does not balance": table(
        "reporting_whistleblower", "entries",
        [{"transfer_id": "t2", "account": "paid", "amount": "4.00"}],
    ),
    "I4 a reward was paid and nobody got it": table("reporting_whistleblower", "transfers", [
        {"id": "t1", "fund_id": "f", "amount": "10.00", "reward_id": None}]),
    "I5 a number is left out": service(
        "hazard_registry", outbox=[*OUTBOX, sent("e4", "hazard.closed", HAZARD, 4)]
    ),
    "I6 the stream lost an event": found(streams={"HAZARD": ["e1", "e2"], "CASE": ["c1", "c2"]}),
    "I6 the stream is out of order": found(
        streams={"HAZARD": ["e1", "e3", "e2"], "CASE": ["c1", "c2"]}
    ),
    "I7 something was put aside": service(
        "enforcement", dead=[{"consumer": READER, "id": "e2", "payload": "{}"}]
    ),
    "I7 the poison was not put aside": given(dead=frozenset({"p1"})),
    "I8 a major hazard made no clue": table("enforcement", "clue_hazards", []),
    "I8 a case has another's clue": table(
        "enforcement", "cases", [{"id": CASE, "clue_id": CLUE}, {"id": "case-2", "clue_id": CLUE}]
    ),
    "I9 what was answered is not there": table("hazard_registry", "hazards", []),
    "I9 one key made two": table("hazard_registry", "hazards", [
        {"id": HAZARD, "version": 2, "description": "words", "lead_id": None},
        {"id": "hazard-2", "version": 1, "description": "words", "lead_id": None}]),
    "I9 a repeat was answered differently": given(attempts=[asked(), asked(digest="other")]),
    "I9 what was refused is there": given(attempts=[asked(outcome="failed", status=422)]),
    "I9 an answered version is not stored": given(
        attempts=[asked(path=f"/v1/hazards/{HAZARD}/verify", version=7, mark="")]
    ),
    "I10 it does not come to rest": found(converged=False, standing="pending=3"),
    "I11 a secret is in an event": given(canaries=("major",)),
    "I11 a secret is in a log": lambda evidence: found(logs={"gateway.api.log": f"… {SECRET} …"})(
        given(canaries=(SECRET,))(evidence)
    ),
    "I12 a change left no audit entry": service("hazard_registry", audited=[]),
    "I12 the audit trail does not verify": found(audit={"enforcement": "✗ enforcement: root #3"}),
    "F3 a request failed while NATS was away": given(
        attempts=[asked(), asked(key="o", outcome="unknown", status=503, mark="")],
        windows=(("F3 NATS away", 0.0, 9.0),),
    ),
    "F13 a request failed in a rolling restart": given(
        attempts=[asked(), asked(key="o", outcome="unknown", status=0, mark="")],
        windows=(("F13 rolling restart", 0.0, 9.0),),
    ),
}  # fmt: skip


def test_a_sound_world_violates_nothing() -> None:
    assert check(sound()) == []


@pytest.mark.parametrize("what", SPOILED)
def test_a_violation_is_caught(what: str) -> None:
    violated = {violation.invariant for violation in check(SPOILED[what](sound()))}

    assert what.partition(" ")[0] in violated


def test_every_invariant_has_a_history_that_violates_it() -> None:
    shown = {what.partition(" ")[0] for what in SPOILED}

    assert shown == {*(f"I{number}" for number in range(1, 13)), "F3", "F13"}


def test_an_unknown_request_may_be_there_once_or_not_at_all() -> None:
    unknown = asked(outcome="unknown", status=0, digest="", id="")

    there = check(given(attempts=[unknown])(sound()))
    not_there = check(given(attempts=[replace(unknown, mark="other words")])(sound()))

    assert (there, not_there) == ([], [])

"""Hazards live as the model says, whoever acts at once; the figures equal a recount."""

from collections.abc import Iterator
from typing import Any

import pytest
from attachments.tables import attachment
from chassis.db import Session
from chassis.ids import new_id
from chassis.testing import NOON
from hazard_registry.store import counters
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import insert

from tests.fuzz.effort import effort
from tests.fuzz.hazard_model import (
    CLERK,
    ENTERPRISE,
    EVERYBODY,
    MANAGER,
    OFFICE,
    Model,
    Move,
)
from tests.fuzz.served import Call, Served, serving
from tests.fuzz.sown import UNIT, VILLAGE

REFUSED = {403, 404, 409, 412, 422}
PLAN = {
    "responsible": "王演示",
    "measures": "更换配电箱",
    "funds": "20000.00",
    "deadline": "2026-03-20",
}


@pytest.fixture(scope="module")
def registry() -> Iterator[Served]:
    with serving("hazard_registry", "life") as served:
        served.known["evidence"] = str(served.run(_photograph))
        yield served


async def _photograph(tx: Session) -> Any:
    id_ = new_id()
    row = {"id": id_, "sha256": "0" * 64, "kind": "photo", "media_type": "image/jpeg"}
    row |= {"size": 1, "evidence": {}, "added_by": "fuzz", "added_at": NOON}
    await tx.execute(insert(attachment).values(row))
    return id_


def _body(verb: str, chosen: int, evidence: str) -> dict[str, Any]:
    """One of a few bodies for a move; the first is the one that usually works."""
    due = {"department": "enterprise", "due_on": "2026-04-03"}
    passed = {"opinion": "已到现场", "visited_on": "2026-03-04"}
    bodies: dict[str, list[dict[str, Any]]] = {
        "verify": [
            {"level": "major", "criteria": ["GM-3-2"], **due},
            {"level": "general", "criteria": [], **due},
            {"level": "major", "criteria": [], **due},
        ],
        "reject": [{"reason": "不属实"}],
        "plan": [PLAN | {"contingency": "断电预案"}, PLAN],
        "start": [{}],
        "progress": [{"percent": 50, "note": "过半"}],
        "submit": [{"note": "已改", "attachments": [evidence]}, {"note": "已改", "attachments": []}],
        "review": [{"passed": True, **passed}, {"passed": True, **passed}, {"passed": False, **passed}],
        "close": [{"opinion": "同意"}],
        "reopen": [{"reason": "复发", "due_on": "2026-05-01"}],
    }  # fmt: skip
    return bodies[verb][chosen % len(bodies[verb])]


# What usually comes next, so that lives get far; anything may be tried at any time.
NEXT = {
    "reported": ("verify", ENTERPRISE),
    "verified": ("plan", [MANAGER]),
    "planned": ("start", [MANAGER]),
    "rectifying": ("submit", [MANAGER]),
    "awaiting_review": ("review", ENTERPRISE),
    "closed": ("reopen", [CLERK]),
}
VERBS = ["verify", "reject", "plan", "start", "progress", "submit", "review", "close", "reopen"]
people = st.sampled_from(EVERYBODY)
verbs = st.sampled_from(VERBS)
which = st.integers(0, 2)


class Lives(RuleBasedStateMachine):
    """A few hazards at once, and eight people who try everything, often two at a time."""

    registry: Served

    def __init__(self) -> None:
        super().__init__()
        self.hazards: list[Model] = []

    @rule(by=people, origin=st.sampled_from(["inspection", "self_check"]))
    def report(self, by: Any, origin: str) -> None:
        body = {
            "description": "配电箱无盖",
            "origin": origin,
            "found_on": "2026-03-03",
            "unit_id": str(UNIT),
            "area": VILLAGE,
            "department": "enterprise",
        }
        answer = self.registry.ask(by, "POST", "/v1/hazards", body=body)
        assert answer.status_code == 201, answer.text
        self.hazards.append(Model(answer.json()["id"], by.id, origin))

    @precondition(lambda self: self.hazards)
    @rule(data=st.data(), which=which)
    def go_on(self, data: Any, which: int) -> None:
        hazard = data.draw(st.sampled_from(self.hazards))
        if hazard.status == "rejected":
            return
        verb, usual = NEXT[hazard.status]
        if hazard.status == "awaiting_review" and len(hazard.passed) == 2:
            verb, usual = "close", OFFICE
        self._try(hazard, self._move(data.draw(st.sampled_from(usual)), verb, which))

    @precondition(lambda self: self.hazards)
    @rule(data=st.data(), by=people, verb=verbs, which=which)
    def try_anything(self, data: Any, by: Any, verb: str, which: int) -> None:
        self._try(data.draw(st.sampled_from(self.hazards)), self._move(by, verb, which))

    @precondition(lambda self: self.hazards)
    @rule(data=st.data(), by=people, verb=verbs, behind=st.integers(1, 3))
    def come_late(self, data: Any, by: Any, verb: str, behind: int) -> None:
        """A move at a version that no longer stands changes nothing."""
        hazard = data.draw(st.sampled_from(self.hazards))
        call = self._call(hazard, self._move(by, verb, 0), hazard.version - behind)
        [answer] = self.registry.together([call])
        assert answer.status_code in {403, 404, 412}, answer.text
        if hazard.allows(self._move(by, verb, 0)):
            assert answer.status_code == 412, answer.text

    @precondition(lambda self: self.hazards)
    @rule(data=st.data(), pairs=st.tuples(st.tuples(people, verbs), st.tuples(people, verbs)))
    def two_at_once(self, data: Any, pairs: Any) -> None:
        """Of two moves that would each work, exactly one does; the other is told so."""
        hazard = data.draw(st.sampled_from(self.hazards))
        if hazard.status in NEXT and data.draw(st.booleans()):
            verb, actors = NEXT[hazard.status]
            pairs = [(data.draw(st.sampled_from(actors)), verb) for _ in range(2)]
        moves = [self._move(by, verb, 0) for by, verb in pairs]
        able = [move for move in moves if hazard.allows(move)]
        answers = self.registry.together([self._call(hazard, move) for move in moves])
        done = [m for m, answer in zip(moves, answers, strict=True) if answer.is_success]
        assert len(done) == min(len(able), 1), [answer.text for answer in answers]
        for move, answer in zip(moves, answers, strict=True):
            assert answer.is_success or answer.status_code in REFUSED, answer.text
            if move in able and move not in done:
                assert answer.status_code in {409, 412}, answer.text
        for move in done:
            assert move in able
            hazard.make(move)
        self._compare(hazard)

    @rule()
    def fold(self) -> None:
        self.registry.run(counters.fold)

    def _compare(self, hazard: Model) -> None:
        """What is shown is what the model says."""
        found = self.registry.ask(CLERK, "GET", f"/v1/hazards/{hazard.id}").json()
        seen = {name: found[name] for name in ("status", "level", "version", "percent")}
        assert seen == {name: getattr(hazard, name) for name in seen}
        assert {*found["passed_by"]} == {str(by) for by in hazard.passed}

    def teardown(self) -> None:
        """Whatever was done, the figures equal a recount, before and after they are folded."""
        for hazard in self.hazards:
            self._compare(hazard)
        assert self.registry.run(counters.differing) == 0
        self.registry.run(counters.fold)
        assert self.registry.run(counters.differing) == 0

    def _move(self, by: Any, verb: str, which: int) -> Move:
        return Move(by, verb, _body(verb, which, self.registry.known["evidence"]))

    def _call(self, hazard: Model, move: Move, version: int | None = None) -> Call:
        path = f"/v1/hazards/{hazard.id}/{move.verb}"
        stands = hazard.version if version is None else max(version, 0)
        return Call(move.by, "POST", path, move.body, stands)

    def _try(self, hazard: Model, move: Move) -> None:
        [answer] = self.registry.together([self._call(hazard, move)])
        assert answer.is_success or answer.status_code in REFUSED, answer.text
        assert answer.is_success is hazard.allows(move), (move, answer.text)
        if answer.is_success:
            hazard.make(move)
        self._compare(hazard)


def test_hazards_live_as_the_model_says(registry: Served) -> None:
    Lives.registry = registry
    run_state_machine_as_test(Lives, settings=effort(short=4, long=150, steps=(25, 40)))


def test_figures_that_miss_a_change_are_found(
    registry: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = _life(registry)
    _report(life)
    monkeypatch.setattr(counters, "change", _nothing)
    life._try(life.hazards[0], life._move(CLERK, "reject", 0))

    with pytest.raises(AssertionError):
        life.teardown()

    registry.run(counters.rebuild)


def _life(registry: Served) -> Lives:
    Lives.registry = registry
    return Lives()


def _report(life: Lives) -> None:
    life.report(by=CLERK, origin="inspection")


async def _nothing(*_: object, **__: object) -> None:
    """A change that the figures do not hear of."""

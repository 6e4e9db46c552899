"""Reports, rewards and the fund live as the model says, whoever acts at once."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)
from reporting_whistleblower.domain import report as domain
from reporting_whistleblower.domain.report import Status

from tests.fuzz.effort import effort
from tests.fuzz.report_model import (
    HANDLER,
    LEADERS,
    PAYERS,
    SECOND,
    Fund,
    Report,
    Reward,
    reward_for,
)
from tests.fuzz.served import Call, Served, serving

REFUSED = {403, 404, 409, 412, 422}
RECEIPT = {"withdraw", "objection"}
VERBS = ["accept", "refuse", "withdraw", "conclude", "objection", "reexamine"]
NEXT = {
    "received": ("accept", HANDLER),
    "accepted": ("conclude", HANDLER),
    "concluded": ("objection", HANDLER),
    "objected": ("reexamine", SECOND),
}
handlers = st.sampled_from([HANDLER, SECOND])
fines = st.sampled_from([1, 8_000, 20_000, 50_000, 123_457, 2_500_000])


@pytest.fixture(scope="module")
def reception() -> Iterator[Served]:
    with serving("reporting_whistleblower", "life") as served:
        yield served


class Lives(RuleBasedStateMachine):
    """A few reports and their money; two handlers, two leaders, two payers."""

    reception: Served
    fund: Fund  # one for the whole run: it is one year's money

    def __init__(self) -> None:
        super().__init__()
        self.reports: list[Report] = []

    @rule()
    def file(self) -> None:
        report = Report.fresh()
        answer = self.reception.ask(None, "POST", "/v1/reports", body=report.body())
        assert answer.status_code == 201, answer.text
        listed = self.reception.ask(HANDLER, "GET", "/v1/reports", headers=self._session(HANDLER))
        report.id = listed.json()["items"][0]["id"]
        self.reports.append(report)

    @precondition(lambda self: self.reports)
    @rule(data=st.data())
    def go_on(self, data: Any) -> None:
        report = self._some(data)
        if report.status in NEXT:
            verb, by = NEXT[report.status]
            self._try(
                report, verb, by, data.draw(st.sampled_from(["substantiated"] * 3 + ["partly"]))
            )

    @precondition(lambda self: self.reports)
    @rule(data=st.data(), by=handlers, verb=st.sampled_from(VERBS))
    def try_anything(self, data: Any, by: Any, verb: str) -> None:
        self._try(self._some(data), verb, by, "unsubstantiated")

    @precondition(lambda self: self.reports)
    @rule(data=st.data(), pair=st.tuples(st.sampled_from(VERBS), st.sampled_from(VERBS)))
    def two_at_once(self, data: Any, pair: tuple[str, str]) -> None:
        """Of two moves that exclude each other at most one works; the other is told so."""
        report = self._some(data)
        acts = [(verb, HANDLER if verb != "reexamine" else SECOND) for verb in pair]
        able = [report.allows(verb, by.id) for verb, by in acts]
        answers = self.reception.together(
            [self._call(report, verb, by, "substantiated") for verb, by in acts]
        )
        done = [n for n, answer in enumerate(answers) if answer.is_success]
        assert all(a.is_success or a.status_code in REFUSED for a in answers), answers
        # What the sender does by receipt names no version, so it may follow the other's move.
        follows = len(done) == 2 and acts[1 - self._receipt(acts)][0] not in RECEIPT
        assert len(done) == min(sum(able), 1) or follows, [a.text for a in answers]
        for n in sorted(done, key=lambda n: acts[n][0] in RECEIPT):
            assert report.allows(acts[n][0], acts[n][1].id)
            report.make(acts[n][0], acts[n][1].id, "substantiated")
        self._compare(report)

    @precondition(lambda self: self.reports)
    @rule(data=st.data(), fine=fines)
    def propose(self, data: Any, fine: int) -> None:
        report = self._some(data)
        path = f"/v1/reports/{report.id}/reward"
        twice = [self._officer(HANDLER, path, {"fine": str(fine)}) for _ in range(2)]
        answers = self.reception.together(twice)
        made = [answer for answer in answers if answer.status_code == 201]
        assert all(a.status_code in {201, 409} for a in answers), [a.text for a in answers]
        assert len(made) == report.earns, [a.text for a in answers]
        for answer in made:
            assert Decimal(answer.json()["amount"]) == reward_for(fine)
            report.reward = Reward(answer.json()["id"], reward_for(fine))

    @precondition(lambda self: self.reports)
    @rule(data=st.data())
    def decide(self, data: Any) -> None:
        """One leader consents while the other declines, or both do the same: one of them decides."""
        reward = self._some(data).reward
        verbs = data.draw(st.tuples(*[st.sampled_from(["approve", "approve", "decline"])] * 2))
        if reward is None:
            return
        calls = []
        for verb, by in zip(verbs, LEADERS, strict=True):
            body = {"reason": "此前已发现"} if verb == "decline" else None
            path = f"/v1/rewards/{reward.id}/{verb}"
            calls.append(Call(by, "POST", path, body, reward.version))
        answers = self.reception.together(calls)
        done = [v for v, answer in zip(verbs, answers, strict=True) if answer.is_success]
        assert len(done) == (reward.status == "proposed"), [a.text for a in answers]
        for verb in done:
            reward.status = {"approve": "approved", "decline": "declined"}[verb]
            reward.version += 1

    @precondition(lambda self: self.reports)
    @rule(data=st.data())
    def claim(self, data: Any) -> None:
        """Two devices that know the receipt claim at once: one claim comes of it."""
        report = self._some(data)
        account = {"holder": "王演示", "bank": "演示银行", "number": "6222 0000 0000 0001"}
        body = {**report.proof, "account": account, "not_excluded": True}
        call = Call(None, "POST", "/v1/receipts/claim", body)
        answers = self.reception.together([call, call])
        done = [answer for answer in answers if answer.is_success]
        reward = report.reward
        assert all(a.is_success or a.status_code in REFUSED for a in answers), answers
        assert len(done) == (reward is not None and reward.status == "approved")
        for answer in done:
            assert reward is not None
            reward.status, reward.number = "claimed", answer.json()["claim_number"]
            reward.version += 1

    @rule(amount=st.sampled_from(["0.01", "3000.00", "7500.00", "18518.55"]))
    def allocate(self, amount: str) -> None:
        money = {"year": 2026, "amount": amount, "document": "南柳政1号"}
        answer = self.reception.ask(LEADERS[0], "POST", "/v1/funds/allocations", body=money)
        assert answer.status_code == 201, answer.text
        self.fund.allocated += Decimal(amount)

    @precondition(lambda self: self._claimed())
    @rule(data=st.data())
    def pay_everything_at_once(self, data: Any) -> None:
        """Both payers pay every claim: each is paid once, and never more than there is."""
        claimed = self._claimed()
        calls = [
            Call(by, "POST", f"/v1/claims/{reward.number}/pay", {"voucher": "FK-1"})
            for reward in claimed
            for by in PAYERS
        ]
        answers = self.reception.together(data.draw(st.permutations(calls)))
        assert all(a.is_success or a.status_code in REFUSED for a in answers), answers
        for reward in claimed:
            found = self.reception.ask(LEADERS[0], "GET", f"/v1/rewards/{reward.id}").json()
            if found["status"] == "paid":
                reward.status = "paid"
                reward.version += 1
                self.fund.paid.append(reward.amount)
        assert sum(a.is_success for a in answers) == sum(r.status == "paid" for r in claimed)
        assert self.fund.balance >= 0
        left = [reward.amount for reward in claimed if reward.status != "paid"]
        assert all(amount > self.fund.balance for amount in left)

    def teardown(self) -> None:
        """Every report and reward is as the model says; the books add up."""
        for report in self.reports:
            self._compare(report)
        check = self.reception.ask(LEADERS[0], "GET", "/v1/funds/check").json()
        assert check["differences"] == []
        funds = self.reception.ask(LEADERS[0], "GET", "/v1/funds").json()
        assert sum(Decimal(fund["balance"]) for fund in funds) == self.fund.balance

    def _some(self, data: Any) -> Report:
        found: Report = data.draw(st.sampled_from(self.reports))
        return found

    def _claimed(self) -> list[Reward]:
        found = [report.reward for report in self.reports if report.reward is not None]
        return [reward for reward in found if reward.status == "claimed"]

    @staticmethod
    def _receipt(acts: list[Any]) -> int:
        """Which of two acts is the sender's own, if one is; else the first."""
        return next((n for n, (verb, _) in enumerate(acts) if verb in RECEIPT), 0)

    def _session(self, by: Any) -> tuple[tuple[str, str], ...]:
        return (("X-Zhiben-Confidential", self.reception.known["tokens"][by.id]),)

    def _officer(self, by: Any, path: str, body: Any, version: int | None = None) -> Call:
        return Call(by, "POST", path, body, version, self._session(by))

    def _call(self, report: Report, verb: str, by: Any, conclusion: str) -> Call:
        if verb in RECEIPT:
            body = report.proof | ({"reason": "结论与事实不符"} if verb == "objection" else {})
            return Call(None, "POST", f"/v1/receipts/{verb}", body)
        bodies = {
            "accept": {"what": "打磨车间除尘系统停用", "place": "二车间"},
            "refuse": {"ground": "out_of_scope", "reason": "不属受理范围"},
        }
        said = bodies.get(verb, {"conclusion": conclusion, "statement": "已核查"})
        return self._officer(by, f"/v1/reports/{report.id}/{verb}", said, report.version)

    def _try(self, report: Report, verb: str, by: Any, conclusion: str) -> None:
        [answer] = self.reception.together([self._call(report, verb, by, conclusion)])
        assert answer.is_success or answer.status_code in REFUSED, answer.text
        assert answer.is_success is report.allows(verb, by.id), (verb, report, answer.text)
        if answer.is_success:
            report.make(verb, by.id, conclusion)
        self._compare(report)

    def _compare(self, report: Report) -> None:
        path, session = f"/v1/reports/{report.id}", self._session(HANDLER)
        found = self.reception.ask(HANDLER, "GET", path, headers=session).json()["report"]
        seen = {name: found[name] for name in ("status", "version", "conclusion")}
        assert seen == {name: getattr(report, name) for name in seen}
        if report.reward is not None:
            path = f"/v1/rewards/{report.reward.id}"
            reward = self.reception.ask(LEADERS[0], "GET", path).json()
            assert reward["status"] == report.reward.status
            assert reward["version"] == report.reward.version


def test_reports_and_rewards_live_as_the_model_says(reception: Served) -> None:
    Lives.reception, Lives.fund = reception, Fund()
    run_state_machine_as_test(Lives, settings=effort(short=4, long=150, steps=(25, 60)))


def test_a_move_that_skips_a_step_is_found(
    reception: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    Lives.reception, Lives.fund = reception, Fund()
    life = Lives()
    life.file()
    skipping = {"conclude": (frozenset({Status.RECEIVED}), Status.CONCLUDED)}
    monkeypatch.setattr(domain, "MOVES", domain.MOVES | skipping)

    with pytest.raises(AssertionError):
        life._try(life.reports[0], "conclude", HANDLER, "unsubstantiated")

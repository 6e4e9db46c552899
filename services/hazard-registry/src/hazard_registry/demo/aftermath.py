"""What happens beside the lives: chains, corrections, duplicates, messages, escalation, a hand-over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.db import Session
from chassis.paging import PageRequest
from chassis.sight import everything

from hazard_registry.demo import cast
from hazard_registry.demo.cast import CLERK, LEADER, moment
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import OPEN, Level, Status
from hazard_registry.domain.matter import Link
from hazard_registry.domain.notice import Visit
from hazard_registry.domain.unit import Sector
from hazard_registry.outward import LocalOutbox
from hazard_registry.store import hazard_lists, hazards, notices
from hazard_registry.store.hazard_lists import Filter
from hazard_registry.use_cases import (
    correcting,
    escalating,
    handing_over,
    matters,
    outgoing,
    reminding,
    second_persons,
)
from hazard_registry.use_cases import notices as telling

SIGHT = everything()
# Fictional chains: the notice asks for one in each key sector and tells none.
CHAINS = (
    ("bottled_gas", "瓶装液化气全链条(演示)", Sector.GAS, "construction",
     (("filling", "充装", "urban_management"), ("use", "餐饮场所使用", "office"))),
    ("e_bikes", "电动自行车全链条(演示)", Sector.FIRE, "fire_station",
     (("sale", "销售", "enterprise"), ("charging", "停放充电", "fire_station"))),
    ("dust", "涉爆粉尘全链条(演示)", Sector.INDUSTRY, "enterprise",
     (("workshop", "作业场所", "enterprise"),)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aftermath:
    """All on one day, so that it changes none of the lives before it."""

    tx: Session
    on: date

    async def happen(self) -> None:
        """Let everything happen once or a few times."""
        await self.enter_chains()
        await self.transfer()
        await self.withdraw()
        await self.merge()
        await self.hand_over()
        await self.send()
        await self.escalate()

    async def some(self, count: int, *, start: int = 0, **wanted: object) -> list[Hazard]:
        """The newest hazards of a kind that nothing holds."""
        asked = Filter(as_of=self.on, under_order=False, stopped=False, **wanted)  # type: ignore[arg-type]
        page = await hazard_lists.page_of(self.tx, asked, sight=SIGHT, page=PageRequest(100))
        found = [await hazards.get(self.tx, line["id"], sight=SIGHT) for line in page.items]
        free = [h for h in found if h.transfer_to is None and h.withdrawal_on is None]
        return free[start : start + count]

    async def enter_chains(self) -> None:
        for code, name, sector, lead, links in CHAINS:
            await matters.add_matter(
                self.tx, code=code, name=name, sector=sector, lead=lead,
                links=tuple(Link(code=c, name=n, department=d) for c, n, d in links),
                by=CLERK, at=moment(self.on, 8),
            )  # fmt: skip
            for hazard in await self.some(3, sector=sector.value, status=_values(OPEN)):
                await correcting.amend_hazard(
                    self.tx, hazard_id=hazard.id, fields={"matter": code, "link": links[0][0]},
                    reason="归入一件事全链条(演示)", sight=SIGHT, by=CLERK,
                    at=moment(self.on, 8), expected=hazard.version,
                )  # fmt: skip

    async def transfer(self) -> None:
        """Two offers: one is taken over, the other waits."""
        for place, hazard in enumerate(await self.some(2, start=2, status=_values(OPEN))):
            other = "fire_station" if hazard.department != "fire_station" else "construction"
            offered = await second_persons.offer_transfer(
                self.tx, hazard_id=hazard.id, department=other, reason="职责属该部门(演示)",
                sight=SIGHT, by=cast.officer(hazard.department or "office", 1),
                at=moment(self.on, 9), expected=hazard.version,
            )  # fmt: skip
            if place == 0:
                await second_persons.answer_transfer(
                    self.tx, hazard_id=hazard.id, accepted=True, decision="同意接收(演示)",
                    sight=SIGHT, by=cast.officer(other, 0), at=moment(self.on, 10),
                    expected=offered.version,
                )  # fmt: skip

    async def withdraw(self) -> None:
        """One verification is asked to be withdrawn, and waits for the second person."""
        for hazard in await self.some(1, start=5, status=(Status.VERIFIED,)):
            await second_persons.ask_withdrawal(
                self.tx, hazard_id=hazard.id, reason="认定对象有误(演示)", sight=SIGHT,
                by=cast.officer(hazard.department or "office", 2), at=moment(self.on, 9),
                expected=hazard.version,
            )  # fmt: skip

    async def merge(self) -> None:
        """A hazard at the same unit turns out to be another one again."""
        alive = await self.some(60, status=(Status.REPORTED.value, *_values(OPEN)))
        for hazard in alive:
            same = [h for h in alive if h.unit_id == hazard.unit_id and h.id != hazard.id]
            if same and hazard.level is not Level.MAJOR:
                await second_persons.merge_hazard(
                    self.tx, hazard_id=hazard.id, into=same[0].id, reason="同一处隐患(演示)",
                    sight=SIGHT, by=CLERK, at=moment(self.on, 10), expected=hazard.version,
                )  # fmt: skip
                return

    async def hand_over(self) -> None:
        """An officer of the enterprise department changes his post."""
        await handing_over.hand_over(
            self.tx,
            from_person=cast.officer("enterprise", 2).id,
            to_person=cast.officer("enterprise", 1).id,
            reason="岗位调整(演示)",
            sight=SIGHT,
            by=CLERK,
            at=moment(self.on, 11),
        )

    async def send(self) -> None:
        """Reminders go out, and what nobody acknowledged goes to the village."""
        at = moment(self.on, 12)
        await reminding.remind(self.tx, at=at)
        while await outgoing.send_due(self.tx, LocalOutbox(), at=at):
            pass
        while await reminding.pass_to_village(self.tx, at=at):
            pass
        page = await notices.page_of(
            self.tx, state=notices.NoticeState.WITH_VILLAGE, area=None, on=self.on, sight=SIGHT,
            page=PageRequest(1),
        )  # fmt: skip
        for line in page.items:
            await telling.follow_notice(
                self.tx, hazard_id=line["hazard_id"], notice_id=line["id"],
                visit=Visit.HANDED_OVER, note="已当面送达(演示)", attachments_=(), sight=SIGHT,
                by=cast.village_officer(line["area"]), at=at, expected=line["version"],
            )  # fmt: skip

    async def escalate(self) -> None:
        """What stays overdue is proposed upward; the leader signs the first."""
        at = moment(self.on, 13)
        await escalating.propose_escalations(self.tx, at=at)
        page = await hazard_lists.page_of(
            self.tx, Filter(as_of=self.on, overdue=True, level=(Level.MAJOR,), under_order=False),
            sight=SIGHT, page=PageRequest(1),
        )  # fmt: skip
        for line in page.items:
            await escalating.sign_escalation(
                self.tx, hazard_id=line["id"], number=None, listed=True,
                due_on=date.fromordinal(self.on.toordinal() + 30), opinion="限期整改(演示)",
                sight=SIGHT, by=LEADER, at=at, expected=line["version"],
            )  # fmt: skip


def _values(statuses: Sequence[Status] | frozenset[Status]) -> tuple[str, ...]:
    return tuple(sorted(status.value for status in statuses))

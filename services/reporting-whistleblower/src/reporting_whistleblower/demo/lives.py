"""Which fictional reports there are, and how each comes in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from contracts.demo import VILLAGES, demo_id

from reporting_whistleblower.demo.endings import ENDINGS
from reporting_whistleblower.demo.matters import CONCEALED, MATTERS, Matter
from reporting_whistleblower.demo.told import Scene, Told, at
from reporting_whistleblower.domain.receipts import normalise
from reporting_whistleblower.domain.report import Category, Channel, Report
from reporting_whistleblower.use_cases import receiving, sealing
from reporting_whistleblower.use_cases.receipts import Proof


@dataclass(frozen=True)
class Life:
    """How a report ends, and how many days ago it came at the latest."""

    ending: str
    ago: int


# Young endings came in lately; those with money behind them need a quarter of a year.
LIVES: Final = tuple(
    Life(ending, ago)
    for ending, count, ago in (
        ("paid", 8, 110), ("received", 6, 1), ("accepted", 6, 8), ("claimed", 2, 100),
        ("approved", 3, 90), ("proposed", 3, 85), ("lapsed", 1, 200), ("declined", 1, 95),
        ("honoured", 2, 80), ("not_wanted", 2, 70), ("overdue", 2, 120), ("extended", 1, 70),
        ("paused", 1, 50), ("refused", 5, 12), ("held", 1, 60), ("transferred", 4, 20), ("merged", 4, 6), ("withdrawn", 2, 15),
        ("unsubstantiated", 6, 40), ("partly", 3, 45), ("objected", 1, 30), ("reexamined", 1, 75),
        ("joint", 1, 95), ("revoked", 1, 90), ("recovering", 1, 115), ("recovered", 1, 120),
        ("retaliated", 1, 70), ("made_up", 1, 75),
    )
    for _ in range(count)
)  # fmt: skip
# These hold money: nothing but a fine or the flat sum brings it.
WITH_FINE: Final = frozenset(
    {"paid", "claimed", "approved", "proposed", "lapsed", "declined",
     "joint", "revoked", "recovering", "recovered"}
)  # fmt: skip


NEVER_ACCEPTED: Final = frozenset(
    {"received", "refused", "held", "transferred", "merged", "withdrawn"}
)
# Most write for themselves; some call, come or write a letter.
CHANNELS: Final = (Channel.WEB, Channel.WEB, Channel.POSTER, Channel.WEB, Channel.PHONE,
                   Channel.WEB, Channel.VISIT, Channel.WEB, Channel.LETTER)  # fmt: skip
UNITS: Final = 120


def _hazard_number(scene: Scene, life: Life) -> int | None:
    """The registry's demonstration made every seventh hazard, from the third, of a lead of ours."""
    if life.ending in NEVER_ACCEPTED:
        return None
    scene.accepted += 1
    return 7 * (scene.accepted - 1) + 3


async def tell(scene: Scene, life: Life) -> None:
    """Let a report come in and fare as its life says."""
    matter = _matter(scene, life)
    latest = max(scene.first, scene.on - timedelta(days=life.ago))
    span = min(40 + life.ago, max(0, (latest - scene.first).days))
    day = latest - timedelta(days=scene.random.randint(0, span))
    number = _hazard_number(scene, life)
    report, proof = await _receive(scene, life, matter, day, number)
    scene.told += 1
    ending: Callable[[Told], Awaitable[None]] | None = ENDINGS.get(life.ending)
    if ending is not None:
        await ending(Told(scene, report, proof, matter, day, demo_id("hazard", number or 0)))


def _matter(scene: Scene, life: Life) -> Matter:
    if life.ending in WITH_FINE:
        paying = [
            m for m in MATTERS if m.category in {Category.MAJOR_HAZARD, Category.ILLEGAL_OPERATION}
        ]
        return paying[scene.told % len(paying)]
    return MATTERS[scene.told % len(MATTERS)]


async def _receive(
    scene: Scene, life: Life, matter: Matter, day: date, hazard: int | None
) -> tuple[Report, Proof]:
    unit = scene.random.randrange(UNITS) if hazard is None else hazard % UNITS
    proof = await _proof(scene)
    public = sealing.key_pair(proof.thread_key).public
    number = scene.told
    identity = {"name": f"(演示)举报人{number}", "id_number": None, "phone": "000-0000-0000",
                "contact": None, "payment": None}  # fmt: skip
    new = receiving.NewReport(
        category=matter.category,
        content={
            "what": matter.what,
            "where": matter.where,
            "unit_name": None,
            "happened_at": None,
            "is_employee": number % 3 == 0,
            "answers": {"ongoing": "yes"} if matter.category is not CONCEALED else {},
        },
        area=VILLAGES[unit % len(VILLAGES)],
        unit_id=demo_id("unit", unit) if number % 4 or hazard else None,
        wants_reward=life.ending != "not_wanted",
        identity=identity if number % 5 == 0 else None,
        receipt=receiving.Receipt(proof.verifier, public),
        channel=CHANNELS[number % len(CHANNELS)],
        lead_id=demo_id("lead", number) if hazard is None else demo_id("hazard-lead", hazard),
    )
    filed = await receiving.receive_report(
        scene.tx,
        new=new,
        receipt_key=scene.receipt_key,
        at=at(day, 9, scene.random.randrange(60)),
    )
    return filed.report, proof


async def _proof(scene: Scene) -> Proof:
    """Use up the public codes first; later reporters keep theirs to themselves."""
    if scene.codes:
        secrets = await receiving.receipt_secrets(scene.tx, normalise(scene.codes.pop(0)) or "")
        return Proof(verifier=secrets.verifier, thread_key=secrets.thread_key)
    return Proof(verifier=sealing.new_key(), thread_key=sealing.new_key())

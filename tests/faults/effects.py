"""What events must have brought about in other services: folds, sums, chains."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.faults.snapshot import Row, Service, Snapshot, data_of

if TYPE_CHECKING:
    from tests.faults.checker import Evidence

UNIT_FIELDS = ("code", "name", "area", "industry", "department")


def projections_equal_a_fold(evidence: "Evidence") -> Iterator[str]:
    """I4: copies equal what the events say in the end; money adds up to the cent."""
    services = evidence.snapshot.services
    units = _fold_units(services["hazard_registry"])
    for name in ("reporting_whistleblower", "training_records", "enforcement"):
        copies = {row["id"]: row for row in services[name].tables.get("units", [])}
        for unit, told in units.items():
            copy = copies.get(unit)
            if copy is None:
                yield f"{name}: has no copy of unit {unit}"
                continue
            for key in UNIT_FIELDS:
                if key in copy and copy[key] != told.get(key):
                    yield f"{name}: unit {unit} has {key} {copy[key]!r}, was told {told.get(key)!r}"
    yield from _hazard_copies(services["hazard_registry"], services["enforcement"])
    yield from _money(services["reporting_whistleblower"])


def _fold_units(registry: Service) -> dict[str, Row]:
    last: dict[str, Row] = {}
    for row in sorted(registry.outbox, key=lambda sent: sent["number"]):
        if row["noun"] == "unit":
            last[row["thing"]] = data_of(row)
    return last


def _hazard_copies(registry: Service, enforcement: Service) -> Iterator[str]:
    closed: dict[str, bool] = {}
    for row in sorted(registry.outbox, key=lambda sent: sent["number"]):
        if row["subject"] in {"hazard.verified", "hazard.closed", "hazard.reopened"}:
            closed[row["thing"]] = row["subject"] == "hazard.closed"
    copies = {row["id"]: row for row in enforcement.tables.get("hazards", [])}
    for hazard, is_closed in closed.items():
        copy = copies.get(hazard)
        if copy is None:
            yield f"enforcement: has no copy of hazard {hazard}"
        elif copy["closed"] != is_closed:
            yield f"enforcement: hazard {hazard} closed={copy['closed']}, told {is_closed}"


def _money(reporting: Service) -> Iterator[str]:
    """Each transfer's entries cancel out; each fund is its transfers' sum; paid once is paid once."""
    sums: dict[str, Decimal] = {}
    for entry in reporting.tables.get("entries", []):
        transfer = entry["transfer_id"]
        sums[transfer] = sums.get(transfer, Decimal(0)) + Decimal(entry["amount"])
    for transfer, total in sums.items():
        if total:
            yield f"transfer {transfer} does not balance: {total}"
    transfers = reporting.tables.get("transfers", [])
    for fund in reporting.tables.get("funds", []):
        allocated, paid, balance = (Decimal(fund[k]) for k in ("allocated", "paid", "balance"))
        own = [row for row in transfers if row["fund_id"] == fund["id"]]
        out = sum((Decimal(row["amount"]) for row in own if row["reward_id"]), Decimal(0))
        if balance != allocated - paid or paid != out:
            yield f"fund {fund['id']}: {allocated} - {paid} is not {balance}, or paid is not {out}"
    paid_rewards = Counter(row["reward_id"] for row in transfers if row["reward_id"])
    for reward in reporting.tables.get("rewards", []):
        times = paid_rewards[reward["id"]]
        if times != (reward["status"] == "paid"):
            yield f"reward {reward['id']} is {reward['status']} and was paid {times} times"


def chains_hold(evidence: "Evidence") -> Iterator[str]:
    """I8: a major hazard is one clue; a case has one cause, and the registry knows of it."""
    found = evidence.snapshot
    enforcement, registry = found.services["enforcement"], found.services["hazard_registry"]
    yield from _clues(registry, enforcement)
    clues = {row["id"]: row for row in enforcement.tables.get("clues", [])}
    causes = Counter(row["clue_id"] for row in enforcement.tables.get("cases", []))
    for case in enforcement.tables.get("cases", []):
        clue = clues.get(case["clue_id"])
        if clue is None or causes[case["clue_id"]] != 1 or clue["case_id"] != case["id"]:
            yield f"case {case['id']} has no clue of its own"
    yield from _leads(found)


def _clues(registry: Service, enforcement: Service) -> Iterator[str]:
    major = {
        row["thing"]
        for row in registry.outbox
        if row["subject"] == "hazard.verified" and data_of(row)["level"] == "major"
    }
    hazards = Counter(row["hazard_id"] for row in enforcement.tables.get("clue_hazards", []))
    for hazard in major:
        if hazards[hazard] != 1:
            yield f"major hazard {hazard} made {hazards[hazard]} clues"
    sent = Counter(row["thing"] for row in enforcement.outbox if row["noun"] == "clue")
    for clue in enforcement.tables.get("clues", []):
        if sent[clue["id"]] != 1:
            yield f"clue {clue['id']} was told {sent[clue['id']]} times"


def _leads(found: Snapshot) -> Iterator[str]:
    """An accepted report is one suspected hazard."""
    leads = Counter(
        row["lead_id"] for row in found.services["hazard_registry"].tables.get("hazards", [])
    )
    for row in found.services["reporting_whistleblower"].outbox:
        if row["subject"] == "report.accepted" and leads[data_of(row)["lead_id"]] != 1:
            lead = data_of(row)["lead_id"]
            yield f"the lead {lead} became {leads[lead]} hazards"

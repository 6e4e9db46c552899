"""One page of figures, and the same as JSON."""

import json
import os
import platform
from collections import Counter
from statistics import quantiles
from typing import Any

import psutil

from tests.faults.history import OK, UNKNOWN
from tests.faults.run import Run


def figures(done: Run) -> dict[str, Any]:
    """Everything worth telling of a run."""
    evidence = done.evidence
    assert evidence is not None
    services = evidence.snapshot.services
    seen = done.seen
    attempts = done.history.attempts
    faults = Counter(kind for kind, _, _ in done.nemesis.windows)
    return {
        "tier": done.tier.name,
        "seed": done.seed,
        "machine": machine(),
        "servers": {"nats": done.tier.nodes, "instances": done.tier.instances},
        "seconds": round(done.seconds, 1),
        "faults": sum(faults.values()),
        "faults_by_kind": dict(sorted(faults.items())),
        "events": sum(len(service.outbox) for service in services.values()),
        "effects": sum(len(service.inbox) for service in services.values()),
        "requests": len(attempts),
        "requests_ok": sum(one.outcome == OK for one in attempts),
        "requests_unknown": sum(one.outcome == UNKNOWN for one in attempts),
        "scenes": dict(done.traffic.ended),
        "troubles": dict(done.traffic.troubles.most_common(8)),
        "violations": [f"{one.invariant} {one.what}" for one in done.violations],
        "violations_by_invariant": dict(Counter(one.invariant for one in done.violations)),
        "converged_after": round(done.recovered, 1),
        "recovery": {
            kind: {"n": len(took), "p50": _p(took, 50), "max": round(max(took), 1)}
            for kind, took in sorted(done.probes.seconds.items())
        },
        "latency": latency(done),
        "sometimes": {name: seen.get(name, 0) for name in sorted({*seen, *done.tier.must_see})},
        "never_seen": [name for name in done.tier.must_see if not seen.get(name)],
    }


def latency(done: Run) -> dict[str, Any]:
    """Seconds from an event committed to its effect begun, before the first fault and after it."""
    assert done.evidence is not None
    services = done.evidence.snapshot.services
    sent = {row["id"]: row["at"] for service in services.values() for row in service.outbox}
    steady, hurt = [], []
    for service in services.values():
        for row in service.inbox:
            if row["id"] in sent and sent[row["id"]] > done.began_at:
                late = max(0.0, row["at"] - sent[row["id"]])
                (steady if row["at"] < done.first_fault else hurt).append(late)
    return {
        name: {"n": len(took), "p50": _p(took, 50), "p99": _p(took, 99)}
        for name, took in (("steady", steady), ("under faults", hurt))
    }


def machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def page(told: dict[str, Any]) -> str:
    """Lay the figures out for a terminal."""
    lines = [
        f"故障检验 make faults {told['tier']} --seed {told['seed']}    {told['seconds']:.0f} s",
        f"  machine      {told['machine']}; NATS × {told['servers']['nats']}, "
        f"services × {told['servers']['instances']}",
        f"  faults       {told['faults']}",
        *(f"    {number:4d}  {kind}{_recovery(told, kind)}" for kind, number in told["faults_by_kind"].items()),
        f"  events       {told['events']}, acted on {told['effects']} times in all",
        f"  requests     {told['requests']}: {told['requests_ok']} ok, {told['requests_unknown']} unknown and repeated",
        f"  scenes       {told['scenes']}",
        *(f"    given up   {number} × {what}" for what, number in told["troubles"].items()),
        f"  latency      {told['latency']}",
        f"  converged    {told['converged_after']} s after healing",
        "  sometimes    " + ", ".join(f"{name} {number}" for name, number in told["sometimes"].items()),
    ]  # fmt: skip
    if told["never_seen"]:
        lines.append("  NEVER SEEN   " + ", ".join(told["never_seen"]))
    lines.append(
        f"  VIOLATIONS   {len(told['violations'])} {told['violations_by_invariant'] or ''}"
    )
    lines += [f"    {what}" for what in told["violations"][:30]]
    return "\n".join(lines)


def _recovery(told: dict[str, Any], kind: str) -> str:
    took = told["recovery"].get(kind)
    return f"   back after {took['p50']} s (median), {took['max']} s (longest)" if took else ""


def _p(values: list[float], percent: int) -> float:
    if len(values) < 2:
        return round(values[0], 2) if values else 0.0
    return round(quantiles(values, n=100, method="inclusive")[percent - 1], 2)


def save(told: dict[str, Any], path: str) -> None:
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        json.dump(told, file, ensure_ascii=False, indent=1)

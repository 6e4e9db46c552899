"""Reports from anybody, through the gateway (quality.md, section 7), and beside their SQL (2)."""

import json
import os
from base64 import urlsafe_b64encode
from functools import partial
from typing import Any

from launcher.members import GATEWAY
from reporting_whistleblower.use_cases.sealing import key_pair

from tests.load import machine, same_sql, wrk
from tests.load.asking import OURS, SQL, Asking, Script, posting
from tests.load.figures import (
    Row,
    Sample,
    at_least,
    interleaved,
    judged,
    ratio,
    shown,
    skipped,
    value_of,
)
from tests.load.options import Options
from tests.load.rig import GATEWAY_API, Rig, member, process
from tests.load.wrk import Load

SECTION = "7 report intake, through the gateway"
BESIDE = "2 service: report intake, 16 clients"
REPORTS = member("reporting_whistleblower")
API = process("reporting-whistleblower.api")
PATH = "/v1/reports"
SENDERS = (1, 16, 64)
UNLIMITED = {"ZHIBEN_LIMITS_FACTOR": "1000000"}  # no sender has to do work

# A verifier of its own for each report, as each sender's device makes it.
_OWN_VERIFIER = 'sent = body:gsub("VERIFIER", run .. string.format("%018d", n) .. "A")'
_STORED = "SELECT count(*) FROM report"


class ReportsLost(AssertionError):
    """Fewer reports are stored than senders were told."""


async def measure(options: Options) -> list[Row]:
    if not wrk.is_there():
        return [skipped(SECTION, "report intake", wrk.MISSING)]
    async with Rig.ready() as rig:
        await rig.provide(GATEWAY, REPORTS, demo=True)
        service = await rig.start(API, more=UNLIMITED)
        gateway = await rig.start(GATEWAY_API, more=_told(rig))
        rows = await _by_senders(rig, options, tested=[service, gateway])
        machine.pin(service, machine.TESTED)
        with rig.stores_on(machine.REST):
            asking = Asking(rig, API, service, options)
            return [*rows, *await _beside_its_sql(asking)]


async def _by_senders(rig: Rig, options: Options, *, tested: list[int]) -> list[Row]:
    load = Load(
        rig.address(GATEWAY_API) + PATH,
        {"Content-Type": "application/json"},
        core=None,
        seconds=options.seconds,
        tested=tested,
    )
    found = await interleaved(
        {f"{senders} senders": partial(_stored, rig, load, senders) for senders in SENDERS},
        options.rounds,
    )
    one, sixteen, crowd = found.values()
    rate_1, rate_16 = value_of(one, "rate"), value_of(sixteen, "rate")
    p99 = value_of(sixteen, "p99_ms")
    failed = sum(sample.failed for sample in [*one, *sixteen, *crowd])
    return [
        judged(SECTION, "1 sender, stored", rate_1, "/s", "≥ 100", met=rate_1 >= 100),
        judged(SECTION, "16 senders, stored", rate_16, "/s", "≥ 300", met=rate_16 >= 300),
        judged(SECTION, "16 senders, p99", p99, "ms", "< 200", met=p99 < 200),
        judged(SECTION, "1, 16 and 64 senders, failed", failed, "reports", "0", met=failed == 0),
        *shown(SECTION, found),
    ]


async def _stored(rig: Rig, load: Load, senders: int) -> Sample:
    """Send for a while. Raise `ReportsLost` if something said to be stored is not."""
    before = await rig.value(REPORTS, _STORED)
    sample = await wrk.fire(load.by(senders, posting(_report(), _OWN_VERIFIER)))
    stored = await rig.value(REPORTS, _STORED) - before
    told = round(sample.rate * load.seconds)
    if stored < told * 0.99:  # wrk does not say to the last one how many it was told of
        raise ReportsLost(f"{stored} of about {told}")
    return sample


async def _beside_its_sql(asking: Asking) -> list[Row]:
    statements = await asking.caught("POST", lambda: PATH, _own_report)
    script = Script(same_sql.as_script(statements))
    found = await asking.beside(PATH, posting(_report(), _OWN_VERIFIER), {SQL: script})
    return [
        at_least(BESIDE, f"POST of a report × {SQL}", ratio(found, OURS, SQL), 0.4),
        *shown(BESIDE, found),
    ]


def _report() -> dict[str, Any]:
    public = urlsafe_b64encode(key_pair().public).decode().rstrip("=")
    return {
        "category": "major_hazard",
        "what": "车间除尘器停用,铝粉堆积,仍在打磨作业,多次反映没有人管",
        "where": "霞西五金制品厂打磨车间",
        "area": "350583002202",
        "receipt_verifier": "VERIFIER",
        "thread_public_key": public,
    }


def _own_report() -> dict[str, Any]:
    verifier = urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    return _report() | {"receipt_verifier": verifier}


def _told(rig: Rig) -> dict[str, str]:
    """Limits are counted, but nobody reaches them."""
    upstreams = {"reporting-whistleblower": rig.address(API)}
    return {"ZHIBEN_UPSTREAMS": json.dumps(upstreams), **UNLIMITED}

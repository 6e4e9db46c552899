"""The quick tier: a crash at every point, then NATS and its streams hurt, under the story's traffic."""

import os

from tests.faults.report import figures, page
from tests.faults.run import run
from tests.faults.tiers import QUICK


async def test_nothing_is_lost_or_done_twice_whatever_breaks() -> None:
    done = await run(QUICK, int(os.environ.get("ZHIBEN_FAULT_SEED", "1")))
    told = figures(done)

    assert told["violations"] == [], page(told)
    assert told["never_seen"] == [], page(told)
    assert told["faults"] == len(QUICK.matrix) + len(QUICK.fixed)
    assert told["events"] > 500

"""The quick tier: a crash at every point, then NATS and its streams hurt, under the story's traffic."""

import os

import pytest

from tests.faults.report import figures, page
from tests.faults.run import run
from tests.faults.tiers import QUICK


@pytest.mark.skipif(
    "ZHIBEN_FAULTS" not in os.environ, reason="a system of its own: ZHIBEN_FAULTS=1, or make faults"
)
async def test_nothing_is_lost_or_done_twice_whatever_breaks() -> None:
    done = await run(QUICK, int(os.environ.get("ZHIBEN_FAULT_SEED", "1")))
    told = figures(done)

    assert told["violations"] == [], page(told)
    assert told["never_seen"] == [], page(told)
    assert told["faults"] == sum(map(len, QUICK.matrix)) + len(QUICK.fixed)
    assert told["events"] > 500

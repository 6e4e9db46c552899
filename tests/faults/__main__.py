"""`python -m tests.faults quick | nightly | soak | mutants [--seed N] [--json path]`."""

import argparse
import asyncio
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.faults import mutants, report
from tests.faults.run import run
from tests.faults.tiers import TIERS


def main(arguments: list[str] | None = None) -> int:
    """Return 1 if anything is violated, or a way was never taken, or a mutant got away."""
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("tier", choices=[*TIERS, "mutants"], nargs="?", default="quick")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", help="where the figures go, too")
    parser.add_argument("--seconds", type=float, help="of drawn faults")
    parser.add_argument("--history", help="where every request goes, as ndjson")
    options = parser.parse_args(arguments)
    told = asyncio.run(_told(options))
    if options.json:
        report.save(told, options.json)
    return int(bool(told["violations"] or told["never_seen"]))


async def _told(options: Any) -> dict[str, Any]:
    if options.tier == "mutants":
        told = await mutants.catch_all(options.seed)
        print(mutants.page(told))
        return told
    tier = TIERS[options.tier]
    if options.seconds is not None:
        tier = replace(tier, seconds=options.seconds)
    done = await run(tier, options.seed)
    if options.history:
        done.history.write(Path(options.history))
    told = report.figures(done)
    print(report.page(told))
    return told


if __name__ == "__main__":
    sys.exit(main())

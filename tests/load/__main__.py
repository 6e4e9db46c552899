"""`python -m tests.load [section …]` measures each bar beside its reference in the same run."""

import argparse
import asyncio
import sys
import time
import traceback
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from tests.load import events, gateway, intake, machine, search, service, start, totals
from tests.load.figures import MISSED, Row, as_json, table
from tests.load.options import Options

SECTIONS: dict[str, Callable[[Options], Coroutine[Any, Any, list[Row]]]] = {
    "gateway": gateway.measure,
    "service": service.measure,
    "events": events.measure,
    "intake": intake.measure,
    "statistics": totals.measure,
    "search": search.measure,
    "start": start.measure,
}


def main() -> int:
    given = _arguments()
    options = Options(given.rounds, given.seconds, given.scale)
    machine_line = machine.describe()
    for name, value in machine_line.items():
        print(f"{name}: {value}")
    rows: list[Row] = []
    for name in given.sections:
        began = time.monotonic()
        found = _measured(name, options)
        rows += found
        print(table(found), flush=True)
        print(f"({name}: {time.monotonic() - began:.0f} s)", flush=True)
    missed = [row for row in rows if row.verdict == MISSED]
    print(f"\n{len(missed)} missed" + "".join(f"\n  {row.section}: {row.what}" for row in missed))
    if given.json:
        given.json.write_text(as_json(machine_line, rows), "utf-8")
    return 1 if missed else 0


def _measured(name: str, options: Options) -> list[Row]:
    """One section that breaks must not cost the figures of the others, but counts as missed."""
    try:
        return asyncio.run(SECTIONS[name](options))
    except Exception as error:  # noqa: BLE001 - shown, and counted
        traceback.print_exc()
        return [Row(name, "did not run to its end", 0, "", verdict=MISSED, note=repr(error)[:300])]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument(
        "sections", nargs="*", metavar="section", help=f"{', '.join(SECTIONS)}, all"
    )
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=2, help="of each measurement")
    parser.add_argument("--scale", type=float, default=1, help="1 is a million rows")
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    given = parser.parse_args()
    wanted = given.sections or ["all"]
    unknown = set(wanted) - {*SECTIONS, "all"}
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}, all")
    given.sections = list(SECTIONS) if "all" in wanted else wanted
    return given


if __name__ == "__main__":
    sys.exit(main())

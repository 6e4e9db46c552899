"""One hazard from a citizen's report to its closing, through the gateway: `make story`."""

import argparse
import asyncio
import os
import sys
from typing import get_args

from tests.journeys.chapters import (
    case,
    certificate,
    citizen,
    hazard,
    ledger,
    preparation,
    reconciliation,
    refusals,
    reward,
)
from tests.journeys.people import Cast, WentWrong
from tests.journeys.plot import Plot
from tests.journeys.telling import Language, Telling

CHAPTERS = (
    preparation.prepare,
    citizen.report_anonymously,
    citizen.accept_report,
    ledger.import_ledger,
    hazard.verify,
    hazard.put_right,
    hazard.close,
    case.hand_over_clue,
    case.decide_case,
    reward.reward,
    certificate.lapse,
    certificate.bans,
    refusals.refuse,
    reconciliation.close_the_books,
)


async def tell(gateway: str, telling: Telling) -> None:
    """Tell it once. Raise `WentWrong` where the system answers otherwise than it should."""
    async with Cast(gateway, language=telling.language) as cast:
        plot = Plot(cast, telling)
        for chapter in CHAPTERS:
            await chapter(plot)
    telling.end("故事讲完,账目相符。", "The story is told, and the books agree.")


def main(arguments: list[str] | None = None) -> int:
    """Return the exit code."""
    port = os.environ.get("ZHIBEN_HTTP_PORT") or "8000"
    parser = argparse.ArgumentParser(prog="story", description=__doc__)
    parser.add_argument("--gateway", default=f"http://127.0.0.1:{port}")
    parser.add_argument("--lang", choices=get_args(Language), default="zh")
    options = parser.parse_args(arguments)
    try:
        asyncio.run(tell(options.gateway, Telling(options.lang)))
    except WentWrong as trouble:
        sys.stderr.write(f"\n✗ 故事没有讲完 The story ended early: {trouble}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

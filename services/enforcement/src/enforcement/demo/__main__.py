"""`python -m enforcement.demo` fills an empty store, where the settings say `demo`."""

import asyncio

from chassis.clock import SystemClock, date_in_china
from chassis.db import open_database
from chassis.settings import Settings

from enforcement.demo import is_empty, seed


async def main() -> str:
    """Raise SystemExit unless the settings say that this is a demonstration."""
    settings = Settings()
    if not settings.demo:
        raise SystemExit("ZHIBEN_DEMO is not set: fictional cases are not mixed with real ones.")
    on = date_in_china(SystemClock(settings).now())
    async with open_database(settings.sqlalchemy_url) as sessions, sessions.begin() as tx:
        if not await is_empty(tx):
            return "已有数据，未装入演示数据。 The store is in use; nothing was loaded."
        await seed(tx, on=on)
    return "演示线索、案件、禁入已装入（均为虚构）。 Fictional clues, cases and bans are loaded."


if __name__ == "__main__":
    print(asyncio.run(main()))

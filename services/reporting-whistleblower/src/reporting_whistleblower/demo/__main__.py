"""`python -m reporting_whistleblower.demo` fills an empty store, where the settings say `demo`."""

import asyncio

from chassis.clock import SystemClock, date_in_china
from chassis.db import open_database
from chassis.settings import Settings

from reporting_whistleblower.demo import CODES, PASSPHRASE, seed
from reporting_whistleblower.store import reports
from reporting_whistleblower.store.deployment import receipt_key


async def main() -> str:
    """Raise SystemExit unless the settings say that this is a demonstration."""
    settings = Settings()
    if not settings.demo:
        raise SystemExit("ZHIBEN_DEMO is not set: fictional reports are not mixed with real ones.")
    on = date_in_china(SystemClock(settings).now())
    async with open_database(settings.sqlalchemy_url) as sessions, sessions.begin() as tx:
        if await reports.is_empty(tx):
            await seed(tx, on=on, receipt_key=receipt_key(settings.secrets_dir))
    return f"密钥口令 {PASSPHRASE};查询码 {', '.join(CODES)}"


if __name__ == "__main__":
    print(asyncio.run(main()))

"""`python -m gateway.worker` seals the audit trail and clears away what is over."""

import asyncio

from chassis.handlers import Handlers
from chassis.worker import run_worker

from gateway.settings import GatewaySettings
from gateway.sweeps import sweeps

if __name__ == "__main__":
    # The gateway tells no news and acts on none.
    asyncio.run(run_worker(GatewaySettings(), Handlers(), sweeps))

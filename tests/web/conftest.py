"""One whole system and one browser for all browser tests of a run."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from launcher.speech import Refused
from launcher.web_clients import WEB, build_web_clients
from playwright.async_api import Browser, async_playwright

from tests.journeys.people import Cast
from tests.journeys.whole_system import WholeSystem

pytest.register_assert_rewrite(
    *(
        f"tests.web.{name}"
        for name in ("rig", "citizen", "citizen_tests", "console_tests", "shell_tests")
    )
)
from tests.web.rig import ARGUMENTS, chromium  # noqa: E402 - once its assertions can speak


@pytest.fixture(scope="session")
def built() -> None:
    """The three apps, as the gateway serves them."""
    try:
        build_web_clients(WEB)
    except Refused as refusal:
        pytest.skip(f"the web clients cannot be built here: {refusal}")


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run puts its screenshots, for looking at: ZHIBEN_PICTURES, or the run's folder."""
    folder = os.environ.get("ZHIBEN_PICTURES")
    path = Path(folder) if folder else tmp_path_factory.getbasetemp() / "pictures"
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest_asyncio.fixture(scope="session")
async def system(built: None) -> AsyncIterator[WholeSystem]:
    if chromium() is None:
        pytest.skip("no Chromium: apt-get install chromium fonts-noto-cjk")
    system = await WholeSystem.start()
    try:
        yield system
    finally:
        await asyncio.to_thread(system.stop)


@pytest_asyncio.fixture(scope="session")
async def cast(system: WholeSystem) -> AsyncIterator[Cast]:
    """Officials who do their part over the API."""
    async with system.cast() as cast:
        yield cast


@pytest_asyncio.fixture(scope="session")
async def browser(system: WholeSystem) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        await browser.close()

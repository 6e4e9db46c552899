"""Gives a test run a real PostgreSQL and NATS, unless it was told of some."""

import os
from collections import Counter, defaultdict
from contextlib import ExitStack

import pytest

from launcher.ephemeral import private_stores

_VARIABLES = ("ZHIBEN_TEST_DATABASE_URL", "ZHIBEN_TEST_NATS_URL")
_stores = ExitStack()
_seconds: defaultdict[str, float] = defaultdict(float)
_tests: Counter[str] = Counter()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Start them once, before pytest-xdist starts its workers, who inherit the addresses."""
    is_worker = hasattr(session.config, "workerinput")
    if is_worker or session.config.option.collectonly or all(map(os.environ.get, _VARIABLES)):
        return
    addresses = _stores.enter_context(private_stores())
    for name in _VARIABLES:
        if not os.environ.get(name):
            os.environ[name] = addresses[name]
            _stores.callback(os.environ.pop, name, None)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count each part's time, in whichever worker it was spent."""
    part = "/".join(report.nodeid.split("::")[0].split("/")[:2])
    _seconds[part] += report.duration
    _tests[part] += report.when == "call"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which part took how long, when there are several."""
    if len(_seconds) > 1:
        terminalreporter.section("time by part")
        for part, seconds in sorted(_seconds.items(), key=lambda item: -item[1]):
            terminalreporter.write_line(f"{seconds:8.1f} s  {_tests[part]:5d} tests  {part}")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what we started."""
    _stores.close()

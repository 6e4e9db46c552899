"""One whole system for all of this, started with everything on that could talk too much."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from reporting_whistleblower.use_cases.sealing import to_text

from tests.journeys.plot import Plot
from tests.journeys.story import CHAPTERS
from tests.journeys.telling import Telling
from tests.journeys.whole_system import WholeSystem
from tests.privacy import office, wrongs
from tests.privacy.canaries import Canary, Found
from tests.privacy.collector import Collector
from tests.privacy.people import Answers, WatchedCast
from tests.privacy.planted import CANARIES
from tests.privacy.reporting import Lives, live
from tests.privacy.searching import Search

SOONER = "UPDATE sweep_run SET ran_at = NULL WHERE name = 'tell_lapsed' AND ran_at IS NOT NULL"


@dataclass
class World:
    """A system in which the story has happened, and what its secrets were."""

    system: WholeSystem
    traces: Collector
    temporary: Path
    answers: Answers = field(default_factory=Answers)
    drawn: list[Canary] = field(default_factory=list)
    found: set[Found] = field(default_factory=set)
    lives: Lives = field(init=False)

    @property
    def canaries(self) -> tuple[Canary, ...]:
        return (*CANARIES, *self.drawn)

    @contextmanager
    def searching(self) -> Iterator[Search]:
        """Search, and remember what was found for the table's own test."""
        search = Search(self.canaries)
        yield search
        self.found |= search.found


@asynccontextmanager
async def begun() -> AsyncIterator[World]:
    """Start the system with traces, all log levels and a temporary folder of its own."""
    traces, temporary = Collector(), _folder()
    try:
        with _environment(
            {
                "ZHIBEN_LOG_LEVEL": "DEBUG",
                "ZHIBEN_OTLP_ENDPOINT": traces.endpoint,
                "OTEL_TRACES_SAMPLER": "always_on",
                "OTEL_BSP_SCHEDULE_DELAY": "200",
                "TMPDIR": str(temporary),
            }
        ):
            system = await WholeSystem.start()
        try:
            yield World(system, traces, temporary)
        finally:
            system.stop()
    finally:
        traces.close()
        shutil.rmtree(temporary)


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="zhiben-privacy-"))
    folder.chmod(0o777)
    return folder


async def happen(world: World, telling: Telling) -> None:
    """Tell the whole story, live two reports, let everything go wrong that can."""
    cast = WatchedCast(world.system.address, world.answers)
    world.lives = Lives(cast, world.drawn)
    try:
        await _tell_story(world, Plot(cast, telling))
        await live(world.lives)
        unit = await office.work(cast, world.answers)
        await wrongs.refuse_reporters(world.lives)
        await wrongs.refuse_officials(world.lives)
        await wrongs.fail(world.system, world.lives, unit)
        await wrongs.bury(world.system, world.lives)
        await wrongs.break_off(world.lives)
        await wrongs.die_and_repeat(world.system, world.lives)
    finally:
        world.drawn += [Canary("official: session", token) for token in cast.tokens]
        await cast.close()


async def _tell_story(world: World, plot: Plot) -> None:
    hurrying = asyncio.create_task(_hurry(world.system))
    try:
        for chapter in CHAPTERS:
            await chapter(plot)
    finally:
        hurrying.cancel()
        await asyncio.gather(hurrying, return_exceptions=True)
    secrets = plot.device.secrets
    world.lives.keep("story: receipt code", plot.device.code)
    world.lives.keep("story: verifier", secrets.verifier)
    world.lives.keep("story: verifier, as sent", to_text(secrets.verifier))
    world.lives.keep("story: thread key", secrets.thread_key)


async def _hurry(system: WholeSystem) -> None:
    """Have lapses looked for at once, not once a minute."""
    while True:
        async with system.database("training_records") as connection:
            await connection.execute(SOONER)
        await asyncio.sleep(2)


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value

"""Chinese words among a million hazards, beside a page without words and beside LIKE."""

from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import quote

from tests.load import crowd, same_sql
from tests.load.asking import Asking, Script
from tests.load.figures import Row, Sample, at_least, interleaved, ratio, shown
from tests.load.options import Options
from tests.load.registry import API, REGISTRY
from tests.load.rig import Rig

SECTION = "5 search"
PAGE, LIKE = "the page without words", "LIKE"
WORDS = {
    "two letters, rare": crowd.RARE,
    "two letters, common": crowd.COMMON,
    "nine letters": crowd.MEDIUM,
    "absent": crowd.ABSENT,
}
RARE = ("two letters, rare", "absent")


async def measure(options: Options) -> list[Row]:
    async with Rig.ready() as rig:
        await rig.provide(REGISTRY)
        many = options.rows(1_000_000)
        await crowd.gather(rig, REGISTRY, 1, many, words=True)
        asking = Asking(rig, API, await rig.start(API), options, role="auditor")
        size = await rig.value(
            REGISTRY, "SELECT pg_relation_size('hazards_words') / 1.0 / pg_relation_size('hazards')"
        )
        section = f"{SECTION}, {many:,} hazards"
        return [
            *await _pages(asking, section),
            *await _counts(asking, section),
            Row(section, "index × heap", float(size), "×"),
        ]


async def _pages(asking: Asking, section: str) -> list[Row]:
    """The first page of each kind of word; all scripts by one client."""
    scripts = {PAGE: await _script(asking, "/v1/hazards?limit=50")}
    for name, word in WORDS.items():
        scripts[name] = await _script(asking, f"/v1/hazards?limit=50&text={quote(word)}")
    for name in RARE:
        scripts[f"{LIKE}, {name}"] = _like(WORDS[name])
    ways: dict[str, Callable[[], Awaitable[Sample]]] = {
        name: partial(_run, asking, text) for name, text in scripts.items()
    }
    found = await interleaved(ways, asking.options.rounds)
    return [
        *(at_least(section, f"{name} × {PAGE}", ratio(found, name, PAGE), 0.5) for name in WORDS),
        *(
            at_least(section, f"{name} × {LIKE}", ratio(found, name, f"{LIKE}, {name}"), 500)
            for name in RARE
        ),
        *shown(section, found),
    ]


async def _counts(asking: Asking, section: str) -> list[Row]:
    """Counts that stop at a thousand."""
    scripts = {
        f"count, {name}": await _script(asking, f"/v1/hazards/count?text={quote(word)}")
        for name, word in WORDS.items()
    }
    ways: dict[str, Callable[[], Awaitable[Sample]]] = {
        name: partial(_run, asking, text) for name, text in scripts.items()
    }
    return shown(section, await interleaved(ways, asking.options.rounds))


async def _script(asking: Asking, path: str) -> str:
    return same_sql.as_script(await asking.caught("GET", lambda: path))


def _like(word: str) -> str:
    found = f"SELECT id, description FROM hazards WHERE description LIKE '%{word}%'"  # noqa: S608
    return f"{found} ORDER BY reported_at DESC, id DESC LIMIT 51;"


async def _run(asking: Asking, text: str) -> Sample:
    return await same_sql.run(
        asking.rig, REGISTRY, Script(text).text, clients=1, seconds=asking.options.seconds
    )

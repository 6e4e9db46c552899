"""The same tests for every service that keeps things of several owners."""

from collections.abc import Collection

import pytest_asyncio

from tests.rights import fields, leaks, objects
from tests.rights.callers import Calling
from tests.rights.fields import Secret
from tests.rights.leaks import Seen
from tests.rights.objects import World
from tests.rights.operations import Operation

_SHOWN: dict[int, list[Seen]] = {}


@pytest_asyncio.fixture
async def shown(
    settings: object, calling: Calling, walked: list[Operation], world: World
) -> list[Seen]:
    """Whatever everybody was shown: walked once for a service, searched by every test here."""
    if id(settings) not in _SHOWN:
        _SHOWN[id(settings)] = await leaks.walk_bodies(calling, walked, world)
    return _SHOWN[id(settings)]


def told(wrong: list[str]) -> str:
    return "\n".join([f"{len(wrong)} found:", *wrong[:30]])


async def test_whoever_reaches_a_thing_may_go_on_and_nobody_else_finds_it(
    calling: Calling, walked: list[Operation], world: World
) -> None:
    wrong, tried = await objects.walk_things(calling, walked, world)

    assert not wrong, told(wrong)
    assert tried > 100


def test_everything_that_a_path_names_is_somebodys(
    walked: list[Operation], world: World, free: Collection[str]
) -> None:
    assert objects.unowned(walked, world, free) == []
    assert {kind for kind in world.kinds.values() if len(world.of(kind)) < 2} == set()


def test_no_body_shows_what_is_anothers(shown: list[Seen], world: World) -> None:
    assert not (wrong := leaks.leaks(shown, world)), told(wrong)
    assert not (failed := leaks.failures(shown)), told(failed)
    assert leaks.blind(shown, world) == []


def test_no_field_is_shown_to_whom_it_is_not_for(shown: list[Seen], secrets: list[Secret]) -> None:
    assert not (wrong := fields.exposed(shown, secrets)), told(wrong)
    assert fields.never_shown(shown, secrets) == []

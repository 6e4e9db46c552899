"""The same tests for every service: a `test_doors.py` beside its `conftest.py` takes them over."""

from tests.rights import doors
from tests.rights.callers import Calling
from tests.rights.operations import Operation


async def test_every_role_may_what_the_table_says(
    calling: Calling, walked: list[Operation]
) -> None:
    assert await doors.walk_roles(calling, walked) == []


async def test_a_role_without_its_place_reaches_nothing(
    calling: Calling, walked: list[Operation]
) -> None:
    assert await doors.walk_narrowed(calling, walked) == []


async def test_a_stranger_gets_only_what_is_for_anybody(
    calling: Calling, walked: list[Operation]
) -> None:
    assert await doors.walk_strangers(calling, walked) == []


async def test_no_token_but_the_gateways_own_is_believed(
    calling: Calling, walked: list[Operation]
) -> None:
    assert await doors.walk_forged(calling, walked) == []

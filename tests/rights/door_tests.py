"""The same tests for every service: a `test_doors.py` beside its `conftest.py` takes them over."""

import base64
import json

from chassis.paging import PageRequest, cursor_secret, cut, filter_tag
from fastapi import FastAPI

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


async def test_a_page_that_nobody_was_given_is_refused(
    calling: Calling, walked: list[Operation], app: FastAPI
) -> None:
    made_up = [json.dumps(key).encode() for key in (["x"], [1, "x"], {"after": None})]
    secret = cursor_secret(app.state.settings.database_url.get_secret_value())
    elsewhere = filter_tag(secret, "/v1/elsewhere", [])
    foreign = cut([1, 2], PageRequest(1, filter_tag=elsewhere), lambda row: (row,)).next
    cursors = ["%%%", "长", *(base64.urlsafe_b64encode(key).decode() for key in made_up)]

    assert any("after" in operation.asked for operation in walked)
    wrong = await doors.walk_pages(calling, walked, [*cursors, str(foreign)])
    assert not wrong, "\n".join(wrong)

"""The walks find what they are for: each fault here is planted, and must be reported."""

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import pytest
from chassis.db import Session
from chassis.identity import Principal
from chassis.permissions import PUBLIC, By, Permissions
from chassis.sight import everything
from fastapi import FastAPI
from fastapi.routing import APIRoute
from hazard_registry.routes import hazards as hazard_routes
from hazard_registry.routes import ledger, showing
from hazard_registry.store import figures, hazards, lists
from sqlalchemy import true

from tests.rights import doors, fields, leaks, objects, silence
from tests.rights.callers import EVERYWHERE, Calling
from tests.rights.hazard_registry.test_silence import found_at
from tests.rights.objects import World
from tests.rights.operations import Operation, operations
from tests.rights.things import sample

Named = Callable[..., list[Operation]]


@pytest.fixture
def named(walked: list[Operation]) -> Named:
    """Pick operations, so that a fault costs only the walk that must find it."""

    def pick(*names: str) -> list[Operation]:
        return [operation for operation in walked if operation.name in names]

    return pick


def rows_with(app: FastAPI, **changed: Any) -> Permissions:
    return Permissions(changed).joined_with(app.state.permissions)


async def test_a_row_that_lets_in_one_role_more(
    app: FastAPI, calling: Calling, named: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = named("reject_hazard")
    wider = {**asked[0].row, "unit_worker": By.UNIT}
    monkeypatch.setitem(app.state._state, "permissions", rows_with(app, reject_hazard=wider))

    [wrong] = await doors.walk_roles(calling, asked)

    assert wrong.startswith("unit_worker")
    assert "reject_hazard" in wrong


async def test_a_row_that_forgets_a_role(
    app: FastAPI, calling: Calling, named: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = named("list_hazards")
    narrower = {role: by for role, by in asked[0].row.items() if role != "leader"}
    monkeypatch.setitem(app.state._state, "permissions", rows_with(app, list_hazards=narrower))

    [wrong] = await doors.walk_roles(calling, asked)

    assert wrong.startswith("leader")


async def test_a_row_that_opens_an_operation_to_anybody(
    app: FastAPI, calling: Calling, named: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = named("list_units")
    monkeypatch.setitem(app.state._state, "permissions", rows_with(app, list_units=PUBLIC))

    [wrong] = await doors.walk_strangers(calling, asked)

    assert wrong == "a stranger at list_units: 200"


def test_a_route_that_stands_in_no_row(app: FastAPI) -> None:
    async def tell_secrets() -> None: ...

    app.router.routes.append(APIRoute("/v1/secrets", tell_secrets))
    try:
        with pytest.raises(AssertionError, match="tell_secrets"):
            operations(app)
    finally:
        app.router.routes.pop()


async def test_a_service_that_believes_whatever_a_token_says(
    app: FastAPI, calling: Calling, named: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Credulous:
        def verify(self, *_: object, **__: object) -> Principal:
            return Principal(EVERYWHERE.id)

    monkeypatch.setitem(app.state._state, "verifier", Credulous())

    wrong = await doors.walk_forged(calling, named("list_departments"))

    assert len(wrong) >= 10


async def test_a_row_narrowed_less_than_the_table_says(
    app: FastAPI, calling: Calling, named: Named, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = named("verify_hazard")
    wider = {**asked[0].row, "department_officer": By.AREA}
    monkeypatch.setitem(app.state._state, "permissions", rows_with(app, verify_hazard=wider))

    wrong, _ = await objects.walk_things(calling, asked, world, most=1)

    assert wrong
    assert all("department_officer" in one and "reaches what is another's" in one for one in wrong)


async def test_a_detail_that_everybody_sees(
    calling: Calling, named: Named, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hazards, "seen", lambda *_: True)

    wrong, _ = await objects.walk_things(calling, named("hazard_history"), world, most=1)

    assert {one.split()[0] for one in wrong} >= {"office_clerk", "department_head", "leader"}


async def test_a_list_that_dropped_its_narrowing(
    calling: Calling, named: Named, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "within", lambda _: true())

    shown = await leaks.walk_bodies(calling, named("get_list"), world, most=1)

    assert any("get_list" in wrong for wrong in leaks.leaks(shown, world))


async def test_an_export_that_ignores_sight(
    calling: Calling, named: Named, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = ledger.ledger_rows

    def rows(*given: Any, sight: object) -> AsyncIterator[Any]:
        return honest(*given, sight=everything())

    monkeypatch.setattr(ledger, "ledger_rows", rows)

    shown = await leaks.walk_bodies(calling, named("export_ledger"), world, most=1)

    assert any("export_ledger" in wrong for wrong in leaks.leaks(shown, world))


async def test_a_count_that_knows_of_others(
    calling: Calling, named: Named, world: World, tx: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "narrow", lambda *_, **__: true())
    [mine] = sample(world.of("hazard"), 1)
    far = next(unit for unit in world.of("unit") if unit.place.area != mine.place.area)

    wrong, _ = await silence.walk_silence(
        calling, named("hazard_statistics"), world, partial(found_at, calling, tx, far)
    )

    assert any(one.startswith("hazard_statistics tells office_clerk") for one in wrong)


async def test_a_field_that_a_unit_may_not_read(
    calling: Calling, named: Named, world: World, secrets: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (hazard_routes, showing):
        monkeypatch.setattr(module, "line_for", lambda line, _: line, raising=False)
        monkeypatch.setattr(module, "shown_to", lambda hazard, _: hazard, raising=False)
        monkeypatch.setattr(module, "is_of_unit", lambda _: False, raising=False)

    shown = await leaks.walk_bodies(calling, named("list_hazards", "get_hazard"), world, most=9)

    assert any("that the public reported it" in one for one in fields.exposed(shown, secrets))

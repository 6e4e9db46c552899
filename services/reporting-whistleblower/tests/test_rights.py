"""Every route turns away whoever the table does not name."""

import re
from uuid import uuid4

import pytest
from chassis.http import ApiRouter
from chassis.permissions import PUBLIC
from chassis.testing import ClientAs
from fastapi.routing import APIRoute
from reporting_whistleblower.main import MODULES
from reporting_whistleblower.permissions import PERMISSIONS

ROLES = (
    "office_clerk", "department_officer", "department_head", "village_officer", "grid_worker",
    "enforcement_officer", "legal_reviewer", "report_handler", "custodian", "payer", "leader",
    "unit_manager", "unit_worker", "training_officer", "system_admin", "security_admin",
    "auditor", "integrator",
)  # fmt: skip
ROWS = dict(PERMISSIONS)


def routes_of(router: ApiRouter) -> list[APIRoute]:
    return [route for route in router.routes if isinstance(route, APIRoute)]


ROUTES = {route.name: route for module in MODULES for route in routes_of(module.router)}
GUARDED = sorted(name for name in ROUTES if ROWS[name] is not PUBLIC)


def test_every_row_has_a_route_and_every_route_a_row() -> None:
    assert set(ROUTES) == set(ROWS)


@pytest.mark.parametrize("name", GUARDED)
async def test_only_the_roles_of_the_table_get_past_the_door(
    client_as: ClientAs, name: str
) -> None:
    route = ROUTES[name]
    path = re.sub(r"\{number\}", "0" * 11, route.path)
    path = re.sub(r"\{\w+\}", str(uuid4()), path)
    [method] = route.methods

    nobody = await client_as().request(method, path, json={})
    turned_away = {
        role
        for role in ROLES
        if '"forbidden"' in (await client_as(role).request(method, path, json={})).text
    }

    assert nobody.status_code == 401
    assert turned_away == set(ROLES) - set(ROWS[name])


async def test_a_custodian_and_a_payer_see_no_list_of_reports(client_as: ClientAs) -> None:
    for role in ("custodian", "payer", "system_admin", "security_admin", "leader"):
        assert (await client_as(role).get("/v1/reports")).status_code == 403

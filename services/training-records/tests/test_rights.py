"""Every route has a row of rights, every row a route; nobody gets in without one."""

from itertools import product
from uuid import uuid4

import pytest
from chassis.testing import ClientAs
from fastapi import FastAPI
from fastapi.routing import APIRoute
from httpx import AsyncClient
from training_records.examples import AREA, UNIT
from training_records.permissions import PERMISSIONS
from training_records.routes import ROUTERS

ROLES = (
    "office_clerk", "department_officer", "department_head", "village_officer", "grid_worker",
    "enforcement_officer", "legal_reviewer", "report_handler", "custodian", "payer", "leader",
    "unit_manager", "unit_worker", "training_officer", "system_admin", "security_admin", "auditor",
    "integrator",
)  # fmt: skip
ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]


def address(route: APIRoute) -> str:
    path = route.path
    for name in ("person_id", "employment_id", "certificate_id", "attachment_id"):
        path = path.replace(f"{{{name}}}", str(uuid4()))
    return path


async def ask(client: AsyncClient, route: APIRoute) -> int:
    method = min(route.methods or ())
    return (await client.request(method, address(route))).status_code


def test_routes_and_rights_are_the_same_list() -> None:
    assert sorted(route.name for route in ROUTES) == sorted(name for name, _ in PERMISSIONS)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
async def test_nobody_gets_in_without_signing_in(client_as: ClientAs, route: APIRoute) -> None:
    assert await ask(client_as(), route) == 401


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
async def test_a_role_without_a_row_is_refused_and_one_with_a_row_is_not(
    client_as: ClientAs, route: APIRoute
) -> None:
    row = dict(PERMISSIONS)[route.name]
    open_to_all = "*signed_in*" in row

    for role in ROLES:
        client = client_as(role, area=AREA, department="office", unit=UNIT)
        refused = await ask(client, route) == 403
        assert refused is not (open_to_all or role in row), role


async def test_everything_in_openapi_says_what_it_does(app: FastAPI) -> None:
    document = app.openapi()

    own = {route.path for route in ROUTES}
    for path, method in product(own, ("get", "post", "put")):
        operation = document["paths"].get(path, {}).get(method)
        if operation:
            assert len(operation["summary"]) > 15
            assert {"401", "403", "422", "503"} <= {*operation["responses"]}

"""Every operation × every role: who the table does not name is refused, and no operation is forgotten."""

from typing import Any
from uuid import uuid4

import pytest
from chassis.permissions import PUBLIC, SIGNED_IN, By
from chassis.testing import ClientAs
from fastapi.routing import APIRoute
from hazard_registry.permissions import PERMISSIONS
from hazard_registry.routes import ROUTERS

from .people import LIUCHENG

ROLES = (
    "office_clerk", "department_officer", "department_head", "village_officer", "grid_worker",
    "enforcement_officer", "legal_reviewer", "report_handler", "custodian", "payer", "leader",
    "unit_manager", "unit_worker", "training_officer", "system_admin", "security_admin", "auditor",
    "integrator",
)  # fmt: skip
SAMPLES = {
    "{hazard_id}": str(uuid4()),
    "{unit_id}": str(uuid4()),
    "{notice_id}": str(uuid4()),
    "{attachment_id}": str(uuid4()),
    "/areas/{code}": f"/areas/{LIUCHENG}",
    "/departments/{code}": "/departments/office",
    "/criteria/{code}": "/criteria/GM-3-1",
    "{name}": "problem",
}


def address(route: APIRoute) -> str:
    path = route.path
    for part, value in SAMPLES.items():
        path = path.replace(part, value)
    return path


def own_routes() -> dict[str, APIRoute]:
    return {
        route.name: route
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
    }


@pytest.mark.parametrize("role", ROLES)
async def test_only_roles_of_the_table_are_let_in(role: str, client_as: ClientAs) -> None:
    client = client_as(role, area=LIUCHENG, department="office", unit=uuid4())
    let_in: dict[str, bool] = {}
    for name, route in own_routes().items():
        [method] = route.methods
        body: dict[str, Any] = {"json": {}} if method in {"POST", "PUT"} else {}
        response = await client.request(method, address(route), headers={"If-Match": '"1"'}, **body)
        code = response.json().get("code") if response.status_code == 403 else None
        let_in[name] = code != "forbidden"

    allowed = {
        name: row in (PUBLIC, SIGNED_IN) or role in row
        for name, row in PERMISSIONS
        if name in let_in
    }
    assert len(let_in) > 50
    assert let_in == allowed


def test_every_row_of_the_table_is_an_operation() -> None:
    assert {name for name, _ in PERMISSIONS} == set(own_routes())


def test_nobody_who_keeps_reporters_safe_sees_hazards() -> None:
    for role in ("custodian", "payer", "security_admin"):
        assert not [name for name, row in PERMISSIONS if role in row]


def test_a_units_people_reach_their_unit_and_nothing_else() -> None:
    for name, row in PERMISSIONS:
        for role in ("unit_manager", "unit_worker"):
            assert row.get(role, By.UNIT) is By.UNIT, name

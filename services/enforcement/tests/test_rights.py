"""Every route against every role: the table of permissions is what the service does."""

from typing import Any
from uuid import uuid4

import pytest
from chassis.testing import ClientAs
from enforcement.permissions import PERMISSIONS
from fastapi import FastAPI
from fastapi.routing import APIRoute

ROLES = (
    "office_clerk", "department_officer", "department_head", "village_officer", "grid_worker",
    "enforcement_officer", "legal_reviewer", "report_handler", "custodian", "payer", "leader",
    "unit_manager", "unit_worker", "training_officer", "system_admin", "security_admin",
    "auditor", "integrator",
)  # fmt: skip
ROWS = dict(PERMISSIONS)


def routes(app: FastAPI) -> list[tuple[str, str, str]]:
    """Each of the service's own routes: its operation, method and path with some ids in it."""
    found = []
    for route in _flat(app.routes):
        if route.name in ROWS:
            path = route.path
            for name in route.param_convertors:
                some = "emergency_bureau" if name == "code" else str(uuid4())
                path = path.replace(f"{{{name}}}", some)
            found.append((route.name, min(route.methods or {"GET"}), path))
    return found


def _flat(some: Any) -> list[APIRoute]:
    flat: list[APIRoute] = []
    for route in some:
        if isinstance(route, APIRoute):
            flat.append(route)
        else:
            flat += _flat(
                getattr(route, "routes", ())
                or getattr(getattr(route, "original_router", None), "routes", ())
            )
    return flat


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_may_what_the_table_says(app: FastAPI, client_as: ClientAs, role: str) -> None:
    client = client_as(role, area="350583", department="emergency_bureau", unit=uuid4())
    seen = routes(app)
    assert {operation for operation, _, _ in seen} == set(ROWS)

    for operation, method, path in seen:
        row = ROWS[operation]
        may = role in row or "*signed_in*" in row
        response = await client.request(method, path, json={} if method != "GET" else None)
        assert (response.status_code == 403) is not may, f"{role} {operation}"


async def test_a_stranger_may_nothing(app: FastAPI, client_as: ClientAs) -> None:
    stranger = client_as()

    for operation, method, path in routes(app):
        response = await stranger.request(method, path, json={} if method != "GET" else None)
        assert response.status_code == 401, operation


async def test_what_does_not_exist_is_not_found(app: FastAPI, client_as: ClientAs) -> None:
    head = client_as("department_head", area="350583", department="emergency_bureau")

    for operation, method, path in routes(app):
        shows_one = method == "GET" and path.count("/") > 2 and any(c.isdigit() for c in path[4:])
        if shows_one and "department_head" in ROWS[operation]:
            response = await head.get(path)
            assert response.status_code == 404, operation


def test_the_api_documents_itself(app: FastAPI) -> None:
    document = app.openapi()

    operations = [operation for path in document["paths"].values() for operation in path.values()]
    ours = [one for one in operations if one["tags"][0] in {"cases", "clues", "bans", "bodies"}]
    assert len(ours) > 40
    assert all(one.get("summary") for one in ours)
    decide = document["paths"]["/v1/cases/{case_id}/decide"]["post"]
    assert decide["operationId"] == "decideCase"
    conflict = decide["responses"]["409"]["content"]["application/problem+json"]["examples"]
    assert {"self_approval", "still_time_to_answer", "heavier_than_informed"} <= set(conflict)

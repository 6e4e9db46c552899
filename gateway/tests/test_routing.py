"""The routing table reaches every route of every service, and only as it should."""

import importlib
from importlib.util import find_spec
from pathlib import Path

import pytest
from chassis.settings import Settings
from chassis.testing import SIGNING_KEY
from fastapi import FastAPI
from gateway.openapi import operations
from gateway.routing import TABLE, UPSTREAMS, Service
from hypothesis import given
from hypothesis import strategies as st

from gateway import anonymity, routing


def application(service: Service, folder: Path) -> FastAPI:
    """Build a service's application; nothing is connected yet."""
    package = service.replace("-", "_")
    if find_spec(f"{package}.main") is None:
        pytest.skip(f"{service} has no routes yet")
    key = folder / "token.public.pem"
    key.write_bytes(SIGNING_KEY.as_pem(private=False))
    settings = Settings(
        service_name=package,
        database_url="postgresql://nobody@127.0.0.1:1/none",
        token_public_key_file=key,
        secrets_dir=folder,
        data_dir=folder,
    )
    app: FastAPI = importlib.import_module(f"{package}.main").create(settings)
    return app


@pytest.mark.parametrize("service", UPSTREAMS)
def test_every_route_of_a_service_is_reached(service: Service, tmp_path: Path) -> None:
    paths = {path for path, _, _ in operations(application(service, tmp_path).openapi())}

    assert paths
    assert [path for path in sorted(paths) if routing.outside(service, path) is None] == []


@pytest.mark.parametrize("service", UPSTREAMS)
def test_a_path_outside_leads_back_to_the_same_path_inside(
    service: Service, tmp_path: Path
) -> None:
    for path, _, _ in operations(application(service, tmp_path).openapi()):
        outside = routing.outside(service, path)
        assert outside is not None
        row = routing.find(outside)
        assert row is not None
        assert (row.service, routing.inside(row, outside)) == (service, path)


def test_every_row_can_be_reached() -> None:
    assert [row.prefix for row in TABLE if routing.find(row.prefix) is not row] == []


@pytest.mark.parametrize("service", UPSTREAMS)
@pytest.mark.parametrize("shared", ["rules", "audit/checkpoints", "ops/dead-letters", "indicators"])
def test_what_every_service_has_is_reached_under_its_name(service: Service, shared: str) -> None:
    outside = f"/v1/{service}/{shared}"

    row = routing.find(outside)

    assert row is not None
    assert row.service is service
    assert routing.inside(row, outside) == f"/v1/{shared}"
    assert routing.find(f"/v1/{shared}") is None


@pytest.mark.parametrize(
    "path",
    [
        "/v1/reporting-whistleblower/reports",
        "/v1/hazard-registry/hazards",
        "/metrics",
        "/metrics2",
        "/v1",
        "/v1/",
    ],
)
def test_there_is_no_second_door(path: str) -> None:
    assert routing.find(path) is None


@pytest.mark.parametrize(
    ("method", "path", "hidden"),
    [
        ("POST", "/v1/reports", True),
        ("POST", "/v1/receipts", True),
        ("POST", "/v1/receipts/messages", True),
        ("PUT", "/v1/report-uploads/1", True),
        ("POST", "/v1/claims", True),
        ("POST", "/v1/reports/sealed", True),
        ("GET", "/v1/report-form/keys", True),
        ("POST", "/v1/reports/entered", False),
        ("GET", "/v1/reports", False),
        ("POST", "/v1/reports/1/accept", False),
        ("POST", "/v1/claims/1/pay", False),
        ("POST", "/v1/hazards", False),
    ],
)
def test_a_sender_is_hidden_and_a_handler_is_not(method: str, path: str, *, hidden: bool) -> None:
    row = routing.find(path)

    assert row is not None
    assert anonymity.hides_caller(row, method, path) is hidden


@given(st.text(min_size=1).map("/v1/hazards/".__add__))
def test_a_path_that_passes_means_the_same_to_everyone(path: str) -> None:
    if routing.doubtful(path):
        return

    assert path.isascii()
    assert "//" not in path
    assert not {".", ".."} & set(path.split("/"))
    assert "\\" not in path
    assert not any(code in path.lower() for code in ("%2e", "%2f", "%5c", "%00"))

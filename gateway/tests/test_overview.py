"""One document, one page, one summary for all services; and the commands of the first day."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
from chassis.testing import fresh_database
from gateway.demo import accounts, seed
from gateway.domain.grants import Role
from gateway.openapi import Documents, join, operations
from gateway.passwords import Passwords
from gateway.routing import Service
from gateway.store import account as store
from gateway.upstreams import Upstream
from httpx import AsyncClient

from gateway.tests.conftest import Whole
from gateway.tests.rig import head, upstream


def document(*paths: str, name: str = "list_things", schema: str = "string") -> dict[str, Any]:
    """Describe a small service whose operations all answer with a `Thing`."""
    thing = {"schema": {"$ref": "#/components/schemas/Thing"}}
    operation = {
        "operationId": name,
        "responses": {"200": {"description": "", "content": {"application/json": thing}}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "x", "version": "1"},
        "paths": {path: {"get": dict(operation)} for path in paths},
        "components": {"schemas": {"Thing": {"type": schema}}},
    }


def test_operations_of_two_services_keep_their_names_and_things_apart() -> None:
    joined = join(
        {
            Service.HAZARDS: document("/v1/hazards"),
            Service.TRAINING: document("/v1/people", schema="integer"),
            Service.ENFORCEMENT: document("/v1/rules"),
        }
    )

    names = [operation["operationId"] for _, _, operation in operations(joined)]
    assert names == ["list_things", "trainingRecordsList_things", "enforcementList_things"]
    assert set(joined["paths"]) == {"/v1/hazards", "/v1/people", "/v1/enforcement/rules"}
    schemas = joined["components"]["schemas"]
    assert schemas["Thing"] == {"type": "string"}
    assert schemas["TrainingRecordsThing"] == {"type": "integer"}
    [answer] = joined["paths"]["/v1/people"]["get"]["responses"]["200"]["content"].values()
    assert answer["schema"]["$ref"] == "#/components/schemas/TrainingRecordsThing"


def test_a_path_no_client_can_reach_is_not_described() -> None:
    joined = join({Service.HAZARDS: document("/v1/inside-only")})

    assert joined["paths"] == {}


async def test_a_service_that_is_down_is_described_as_it_was_last_seen() -> None:
    up = True

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        if up:
            body = json.dumps(document("/v1/hazards")).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()

    documents = Documents(lambda: document("/v1/me", name="own"))
    async with upstream(speak) as url:
        behind = Upstream(url)
        first = json.loads(await documents.joined({Service.HAZARDS: behind}))
        up = False
        documents.look_again()
        second = json.loads(await documents.joined({Service.HAZARDS: behind}))
        await behind.close()

    assert set(first["paths"]) == {"/v1/me", "/v1/hazards"}
    assert first == second


async def test_the_gateways_document_is_a_good_one(whole: Whole) -> None:
    async with whole.client() as client:
        found = (await client.get("/openapi.json")).json()

    assert found["openapi"].startswith("3.1")
    described = operations(found)
    counted = Counter(operation["operationId"] for _, _, operation in described)
    assert {name for name, count in counted.items() if count > 1} == set()
    assert {"signIn", "whoAmI", "grantRole", "readHealth"} <= set(counted)
    assert set(found["components"]["securitySchemes"]) == {"bearer", "cookie"}
    assert all(operation["tags"] for _, _, operation in described)
    jsonschema.Draft202012Validator.check_schema(
        {"$defs": found["components"]["schemas"]}  # every schema is one
    )


async def test_the_page_needs_nothing_from_elsewhere(whole: Whole) -> None:
    async with whole.client() as client:
        page = await client.get("/docs")
        script = await client.get("/docs/assets/swagger-ui-bundle.js")
        style = await client.get("/docs/assets/swagger-ui.css")

    assert page.status_code == script.status_code == style.status_code == 200
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert len(script.content) > 1_000_000


async def test_the_summary_tells_who_is_well_and_nothing_else(whole: Whole) -> None:
    async with whole.client() as client:
        answer = await client.get("/v1/health")
        alive = await client.get("/livez")
        ready = await client.get("/readyz")

    assert answer.json() == {
        "status": "ok",
        "services": {str(service): "ok" for service in Service},
    }
    assert (alive.status_code, ready.status_code) == (200, 200)


async def test_a_service_that_is_down_makes_the_summary_degraded(whole: Whole) -> None:
    gone = Upstream("http://127.0.0.1:1")
    own = whole.door.own.state.upstreams  # type: ignore[attr-defined]
    well = own[Service.TRAINING]
    own[Service.TRAINING] = gone
    try:
        async with whole.client() as client:
            answer = await client.get("/v1/health")
    finally:
        own[Service.TRAINING] = well
        await gone.close()

    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["services"]["training-records"] == "unavailable"


async def test_the_demonstration_is_seeded_once(whole: Whole, passwords: Passwords) -> None:
    async with whole.sessions() as tx:
        first = await seed(tx, passwords, on=date(2026, 3, 4))
        second = await seed(tx, passwords, on=date(2026, 3, 5))
        security = await store.by_login(tx, "security")
        await tx.rollback()

    assert (first, second) == (len(accounts()), 0)
    assert security is not None
    assert security.roles == {Role.SECURITY_ADMIN}
    assert security.version == 1


async def run(url: str, module: str, *arguments: str, given: str = "") -> tuple[int, str, str]:
    """Run one of the gateway's modules as the launcher does."""
    environment = os.environ | {"ZHIBEN_DATABASE_URL": url, "ZHIBEN_DEMO": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, error = await process.communicate(given.encode())
    return process.returncode or 0, out.decode(), error.decode()


async def test_the_first_administrator_is_made_once(worker_name: str) -> None:
    url = await fresh_database("gateway", f"test_gateway_admin_{worker_name}")
    create = ("gateway.admin", "create", "--password-stdin", "--login")

    weak = await run(url, *create, "root", given="weak\n")
    first = await run(url, *create, "root", given="Correct-horse-7\n")
    second = await run(url, *create, "other", given="Correct-horse-7\n")

    assert [code for code, _, _ in (weak, first, second)] == [1, 0, 1]
    assert "密码太弱" in weak[2]
    assert "There is a security administrator already." in second[2]


async def test_public_passwords_are_made_only_for_a_demonstration() -> None:
    code, _, error = await run("postgresql://nobody@127.0.0.1:1/none", "gateway.demo")

    assert code == 1
    assert "ZHIBEN_DEMO" in error


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


async def test_the_door_serves_a_socket_it_was_handed(whole: Whole, tmp_path: Path) -> None:
    own = whole.door.own.state.settings  # type: ignore[attr-defined]
    environment = os.environ | {
        "ZHIBEN_DATABASE_URL": own.database_url.get_secret_value(),
        "ZHIBEN_SECRETS_DIR": str(own.secrets_dir),
        "ZHIBEN_DATA_DIR": str(tmp_path),
        "ZHIBEN_UPSTREAMS": json.dumps({Service.HAZARDS: "http://127.0.0.1:1"}),
        "ZHIBEN_METRICS_PORT": str(figures := free_port()),
    }
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "gateway", "--fd", str(listening.fileno()),
            env=environment,
            pass_fds=[listening.fileno()],
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        async with AsyncClient(
            base_url=f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=30
        ) as client:
            ready = await client.get("/readyz")
            health = await client.get("/v1/health")
            down = await client.get("/v1/hazards")
            hidden = await client.get("/metrics")
            shown = await client.get(f"http://127.0.0.1:{figures}/metrics")
    process.terminate()
    out, _ = await process.communicate()

    assert ready.status_code == 200
    assert health.json()["status"] == "degraded"
    assert (down.status_code, down.json()["code"]) == (503, "upstream_busy")
    assert (hidden.status_code, hidden.json()["code"]) == (404, "no_such_route")
    assert 'route="/v1/hazards",status="503"' in shown.text
    assert process.returncode in {0, -signal.SIGTERM}
    lines = [json.loads(line) for line in out.decode().splitlines()]
    assert [line["route"] for line in lines if line.get("code")] == ["/v1/hazards", "(none)"]
    assert "127.0.0.1" not in out.decode()

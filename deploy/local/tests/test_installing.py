"""A first start's ledger goes in through the front door, under its clerk's own account."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from launcher.front_door import FrontDoor
from launcher.installing import FirstStart, Person, import_ledger, read_person
from launcher.speech import Refused
from typing_extensions import override

ADMIN, CLERK = Person("boss", "secret"), Person("chen", "own", "陈")


class Gateway(HTTPServer):
    """Answers as the gateway does, and remembers who asked for what."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[tuple[str, str, bytes]] = []
        self.passwords = {"boss": "secret"}
        self.faults: list[dict[str, str]] = []

    def answer(self, path: str, who: str, body: bytes) -> tuple[int, Any]:
        given = json.loads(body) if body.startswith(b"{") else {}
        self.asked.append((path, who, body))
        if path == "/v1/sign-in" and self.passwords.get(given["login"]) != given["password"]:
            return 401, {"code": "sign_in_failed", "detail": "账号或密码不对。"}
        if path == "/v1/accounts":
            self.passwords[given["login"]] = "temporary"
            return 201, {"password": "temporary"}
        if path == "/v1/me/password":
            self.passwords[who] = given["new"]
        if path.endswith("dry_run=true") and self.faults:
            return 422, {"code": "ledger_faulty", "detail": "台账有错。", "errors": self.faults}
        return 200, {"access_token": given.get("login", ""), "taken": 1}


class _Answer(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Gateway)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        who = (self.headers["Authorization"] or "").removeprefix("Bearer ")
        assert self.headers["Idempotency-Key"]
        status, content = self.server.answer(self.path, who, body)
        answer = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    @override
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def first(tmp_path: Path) -> FirstStart:
    (tmp_path / "ledger.xlsx").write_bytes(b"PK ledger")
    return FirstStart(ADMIN, tmp_path / "ledger.xlsx", CLERK, "350583002")


async def test_the_clerk_takes_the_ledger_in(gateway: Gateway, first: FirstStart) -> None:
    await import_ledger(FrontDoor("127.0.0.1", gateway.server_port), first)

    assert gateway.passwords["chen"] == "own"
    assert [asked for asked in gateway.asked if "imports" in asked[0]] == [
        ("/v1/imports/ledger?dry_run=true", "chen", b"PK ledger"),
        ("/v1/imports/ledger", "chen", b"PK ledger"),
    ]
    [account] = [json.loads(body) for path, _, body in gateway.asked if path == "/v1/accounts"]
    assert account["grants"] == [
        {"role": "office_clerk", "area": "350583002", "department": "office"}
    ]


async def test_a_faulty_ledger_is_not_taken_in_and_its_cells_are_named(
    gateway: Gateway, first: FirstStart
) -> None:
    gateway.faults = [{"cell": "C7", "message": "信用代码不正确"}]

    with pytest.raises(Refused) as refused:
        await import_ledger(FrontDoor("127.0.0.1", gateway.server_port), first)

    assert "C7  信用代码不正确" in refused.value.zh
    assert "/v1/imports/ledger" not in [path for path, _, _ in gateway.asked]


async def test_without_a_ledger_nobody_is_asked(gateway: Gateway) -> None:
    await import_ledger(FrontDoor("127.0.0.1", gateway.server_port), FirstStart(ADMIN))

    assert gateway.asked == []


def test_a_wrong_password_is_told_in_the_gateways_words(gateway: Gateway) -> None:
    with pytest.raises(Refused) as refused:
        FrontDoor("127.0.0.1", gateway.server_port).sign_in("boss", "guess")

    assert refused.value.zh.startswith("账号或密码不对。")


def test_a_person_is_taken_from_variables() -> None:
    given = {"ZHIBEN_CLERK_LOGIN": "chen", "ZHIBEN_CLERK_PASSWORD": "own"}

    assert read_person("CLERK", None, given=given, name="陈") == CLERK
    assert read_person("CLERK", "lin", given=given) == Person("lin", "own")

"""Speaks to the gateway as a client does: what a first start does is done by people with accounts."""

import http.client
import json
import secrets
from http import HTTPStatus
from typing import Any

from launcher.speech import Refused

_TIMEOUT_SECONDS = 300
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FrontDoor:
    """One person's way in."""

    def __init__(self, host: str, port: int) -> None:
        self._address = host, port
        self._token = ""

    def sign_in(self, login: str, password: str) -> None:
        answer = self.post("/v1/sign-in", {"login": login, "password": password})
        self._token = answer["access_token"]

    def post(self, path: str, content: "dict[str, Any] | bytes") -> Any:
        """Return the answer's content. Raise Refused, in the gateway's own words, if it refuses."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        headers = {
            "Content-Type": XLSX if isinstance(content, bytes) else JSON,
            "Idempotency-Key": secrets.token_hex(16),
            "Accept-Language": "zh-CN",
        }
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        connection = http.client.HTTPConnection(*self._address, timeout=_TIMEOUT_SECONDS)
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            status, answer = response.status, response.read()
        finally:
            connection.close()
        parsed = _parsed(answer)
        if status >= HTTPStatus.BAD_REQUEST:
            raise _refused(path, status, parsed)
        return parsed


def _parsed(answer: bytes) -> Any:
    try:
        return json.loads(answer) if answer else {}
    except ValueError:
        return {"detail": answer.decode(errors="replace")}


def _refused(path: str, status: int, problem: Any) -> Refused:
    """Turn a problem document into what the terminal says, with every faulty cell or field."""
    lines = [str(problem.get("detail") or problem.get("title") or "")]
    for error in problem.get("errors", ()):
        where = error.get("cell") or error.get("address") or error.get("pointer") or ""
        lines.append(f"  {where}  {error.get('message') or error.get('code')}")
    return Refused("\n".join(lines), f"POST {path} was refused ({status} {problem.get('code')})")

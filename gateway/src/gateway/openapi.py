"""One OpenAPI document for all services: fetched from each, joined, and kept for a while."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Final, TypeAlias

import structlog

from gateway import anonymity, routing
from gateway.routing import Service
from gateway.upstreams import Upstream, UpstreamFailure

log = structlog.get_logger()

Document: TypeAlias = dict[str, Any]

KEPT: Final = 60.0  # seconds
KEPT_INCOMPLETE: Final = 5.0
LARGEST: Final = 16 * routing.MIB
SECURITY: Final[Document] = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "The `access_token` that `POST /v1/sign-in` gives.",
    },
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "zhiben",
        "description": "For browsers; changes also need the header `X-CSRF-Token`.",
    },
}


class Documents:
    """The joined document; a service that is down is shown as it was last seen, or left out."""

    def __init__(self, own: Callable[[], Document]) -> None:
        self._own = own
        self._seen: dict[Service, Document] = {}
        self._joined: bytes = b""
        self._until = 0.0
        self._one_at_a_time = asyncio.Lock()

    async def joined(self, upstreams: Mapping[Service, Upstream]) -> bytes:
        async with self._one_at_a_time:
            if time.monotonic() >= self._until:
                fresh = await asyncio.gather(*(self._look(s, u) for s, u in upstreams.items()))
                document = join({Service.GATEWAY: self._own(), **self._seen})
                self._joined = json.dumps(document, ensure_ascii=False).encode()
                self._until = time.monotonic() + (KEPT if all(fresh) else KEPT_INCOMPLETE)
            return self._joined

    def look_again(self) -> None:
        """Fetch anew at the next question."""
        self._until = 0.0

    async def _look(self, service: Service, upstream: Upstream) -> bool:
        try:
            self._seen[service] = json.loads(await _fetch(upstream))
        except (UpstreamFailure, ValueError) as error:
            log.warning("openapi.not_fetched", service=service, error=type(error).__name__)
            return False
        return True


async def _fetch(upstream: Upstream) -> bytes:
    """Raise ValueError if it is no document of reasonable size."""
    body = bytearray()
    async with upstream.ask("GET", "/openapi.json", []) as answer:
        while (chunk := await answer.read()) is not None:
            body += chunk
            if answer.status != 200 or len(body) > LARGEST:  # noqa: PLR2004
                raise ValueError(answer.status)
    return bytes(body)


def join(documents: Mapping[Service, Document]) -> Document:
    """Join documents: paths as clients see them, every operation id and schema name once."""
    joined: Document = {
        "openapi": "3.1.0",
        "info": {
            "title": "治本 Zhiben",
            "version": "1",
            "description": "All services behind the gateway. 一个入口,全部接口。",
        },
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}, {"cookie": []}],
        "tags": [],
        "paths": {},
        "components": {"schemas": {}, "securitySchemes": SECURITY},
    }
    taken: set[str] = set()
    for service, document in documents.items():
        _add(joined, service, _with_own_names(document, service, joined), taken)
    names = sorted({tag for _, _, operation in operations(joined) for tag in operation["tags"]})
    joined["tags"] = [{"name": name} for name in names]
    return joined


def operations(document: Document) -> list[tuple[str, str, Document]]:
    """List (path, method, operation)."""
    return [
        (path, method, operation)
        for path, item in document.get("paths", {}).items()
        for method, operation in item.items()
        if isinstance(operation, dict) and "responses" in operation
    ]


def _add(joined: Document, service: Service, document: Document, taken: set[str]) -> None:
    for path, method, operation in operations(document):
        through = routing.outside(service, path)
        if through is None:
            log.warning("openapi.unreachable", service=service, path=path)
            continue
        name = operation.get("operationId") or f"{method}{path}"
        if through != path or name in taken:
            name = _camel(service) + name[:1].upper() + name[1:]
        taken.add(name)
        operation["operationId"] = name
        operation.setdefault("tags", [str(service)])
        row = routing.find(through)
        if row is not None and anonymity.hides_caller(row, method.upper(), through):
            operation["security"] = []
        joined["paths"].setdefault(through, {})[method] = operation
    joined["components"]["schemas"].update(document.get("components", {}).get("schemas", {}))


def _with_own_names(document: Document, service: Service, joined: Document) -> Document:
    """Rename the schemas whose names another service uses for something else."""
    known = joined["components"]["schemas"]
    own = document.get("components", {}).get("schemas", {})
    prefix = _camel(service)[:1].upper() + _camel(service)[1:]
    names = {name: f"{prefix}{name}" for name in own if name in known and known[name] != own[name]}
    renamed: Document = _renamed(deepcopy(document), names)
    if names:
        schemas = renamed["components"]["schemas"]
        renamed["components"]["schemas"] = {names.get(k, k): v for k, v in schemas.items()}
    return renamed


def _renamed(node: Any, names: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return [_renamed(item, names) for item in node]
    if not isinstance(node, dict):
        return node
    changed = {key: _renamed(value, names) for key, value in node.items()}
    reference = changed.get("$ref")
    if isinstance(reference, str):
        start, _, name = reference.rpartition("/")
        changed["$ref"] = f"{start}/{names.get(name, name)}"
    return changed


def _camel(service: Service) -> str:
    first, *rest = service.split("-")
    return first + "".join(part.capitalize() for part in rest)

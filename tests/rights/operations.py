"""Every operation an application answers, read off its routes: not off the list it should have."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from chassis.permissions import PUBLIC, SIGNED_IN, By, Row
from fastapi import FastAPI
from starlette.routing import Mount, Route

# What stands in no table because it tells nothing of anybody: health, and the API's own description.
OPEN = frozenset(
    {"livez", "readyz", "metrics", "openapi", "read_health", "read_openapi", "show_docs"}
)
# A path segment that passes the pattern its route has.
CODES: dict[Any, str] = {
    r"^\d{2,18}$": "350583002",
    r"^[a-z][a-z_]{1,30}$": "office",
    r"^[A-Z]{2}(-[A-Za-z0-9]{1,6}){1,4}$": "GM-3-1",
    r"^[0-9]{11}$": "00000000000",
    r"^[2-9A-HJKMNP-TV-Z]{12}$": "7F3K9QMX2HJC",
    r"^[a-z][a-z0-9_.]{1,79}$": "period.end",
    r"^\d{4}(-\d{4})?$": "2024-2026",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, with its row of the permissions table."""

    name: str
    method: str
    path: str
    row: Row
    described: dict[str, Any] = field(repr=False, compare=False, hash=False)

    @property
    def public(self) -> bool:
        return self.row is PUBLIC

    @property
    def reads(self) -> bool:
        """Whether it answers a question and changes nothing."""
        return self.method == "GET" or bool(self.described.get("x-changes-nothing"))

    @property
    def for_all(self) -> bool:
        """Whether the table makes no difference between roles."""
        return self.row is PUBLIC or self.row is SIGNED_IN

    @property
    def parameters(self) -> list[str]:
        """What its path names."""
        return re.findall(r"\{(\w+)\}", self.path)

    @property
    def asked(self) -> dict[str, str]:
        """What its query must hold, made up; and `after`, if it answers in pages."""
        return {
            one["name"]: _made_up(one["schema"])
            for one in self.described.get("parameters", ())
            if one["in"] == "query" and (one.get("required") or one["name"] == "after")
        }

    @property
    def forms(self) -> list[str]:
        """The kinds of file it answers with to whoever asks for one."""
        content = self.described.get("responses", {}).get("200", {}).get("content", {})
        return [kind for kind in content if kind == "text/csv" or "spreadsheet" in kind]

    def by(self, role: str) -> By | None:
        """How far the table lets a role reach here; None if not at all."""
        if self.for_all:
            return By.ALL
        return self.row.get(role)

    def address(self, **named: object) -> str:
        """The path with these things named in it, and made-up ones where nothing is given."""
        schemas = {one["name"]: one["schema"] for one in self.described.get("parameters", ())}

        def filled(match: re.Match[str]) -> str:
            name = match[1]
            return str(named[name]) if name in named else _made_up(schemas.get(name, {}))

        return re.sub(r"\{(\w+)\}", filled, self.path)


def operations(app: FastAPI) -> list[Operation]:
    """Raise AssertionError if a route stands in no row, or a row has no route."""
    table: dict[str, Row] = dict(app.state.permissions)
    document = app.openapi()
    there = leaves(app.routes)
    unlisted = {route.name for route in there} - set(table) - OPEN
    assert not unlisted, f"routes that stand in no row: {sorted(unlisted)}"
    unused = set(table) - {route.name for route in there}
    assert not unused, f"rows without a route: {sorted(unused)}"
    return [
        Operation(
            route.name, method, route.path, table[route.name], _described(document, route, method)
        )
        for route in there
        for method in sorted(route.methods or ())
        if route.name in table
    ]


def leaves(some: Iterable[Any]) -> list[Route]:
    """Flatten routers within routers; what is mounted whole answers for itself."""
    flat: list[Route] = []
    for route in some:
        if isinstance(route, Route):
            flat.append(route)
        elif not isinstance(route, Mount):
            flat += leaves(route.original_router.routes)
    return flat


def _described(document: dict[str, Any], route: Route, method: str) -> dict[str, Any]:
    described: dict[str, Any] = document["paths"].get(route.path, {}).get(method.lower(), {})
    return described | {"components": document.get("components", {})}


def _made_up(schema: dict[str, Any]) -> str:
    if schema.get("pattern") in CODES:
        return CODES[schema["pattern"]]
    if "examples" in schema:
        return str(schema["examples"][0])
    if schema.get("format") == "date":
        return "2026-03-05"
    if "enum" in schema:
        return str(schema["enum"][0])
    if schema.get("type") == "integer":
        return "2026"
    return str(uuid4()) if schema.get("format") == "uuid" else "something"

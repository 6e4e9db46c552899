"""The smallest body that an operation's own description takes, so that a walk gets past its form."""

from typing import Any
from uuid import uuid4

from tests.rights.operations import CODES, Operation

FORMATS = {
    "date": "2026-03-03",
    "date-time": "2026-03-03T04:00:00Z",
    "uuid": None,
}
PATTERNS = {
    r"^\d{4}-(0[1-9]|1[0-2])$": "2026-03",
    r"^20\d\d-(0[1-9]|1[0-2])$": "2026-03",
    r"^20\d\d-Q[1-4]$": "2026-Q1",
}
JPEG = "image/jpeg"
WORDS = "走查用的文字,足够长"


def body_for(operation: Operation, **given: Any) -> dict[str, Any]:
    """What to hand to httpx: `json`, or bytes with their type, or nothing."""
    described = operation.described.get("requestBody")
    if described is None:
        return {"json": given} if given else {}
    [(media_type, content)] = list(described["content"].items())[:1]
    if media_type != "application/json":
        return {"content": b"not a file", "headers": {"Content-Type": media_type}}
    return {"json": smallest(content["schema"], operation.described) | given}


def questions_for(operation: Operation) -> dict[str, str]:
    """Query parameters that must be there."""
    return {
        one["name"]: str(smallest(one["schema"], operation.described))
        for one in operation.described.get("parameters", ())
        if one["in"] == "query" and one.get("required")
    }


def smallest(schema: dict[str, Any], described: dict[str, Any]) -> Any:
    """Make the smallest value of a JSON schema that uses what pydantic uses."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return smallest(described["components"]["schemas"][name], described)
    for word in ("anyOf", "oneOf", "allOf"):
        if word in schema:
            return smallest(schema[word][0], described)
    for word in ("const", "default"):
        if word in schema:
            return schema[word]
    if "enum" in schema:
        return schema["enum"][0]
    return _of_type(schema, described)


def _of_type(schema: dict[str, Any], described: dict[str, Any]) -> Any:
    match schema.get("type"):
        case "object":
            wanted = schema.get("required", ())
            made = {name: smallest(schema["properties"][name], described) for name in wanted}
            [example, *_] = [*schema.get("examples", ()), schema.get("example", {})]
            return made | example
        case "array":
            return [smallest(schema["items"], described)] * schema.get("minItems", 0)
        case "integer" | "number":
            return int(schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1))
        case "boolean":
            return False
        case "null":
            return None
        case _:
            return _text(schema)


def _text(schema: dict[str, Any]) -> str:
    if schema.get("examples"):
        return str(schema["examples"][0])
    if "format" in schema:
        return FORMATS.get(schema["format"]) or str(uuid4())
    pattern = schema.get("pattern")
    if pattern is None:
        return WORDS[: schema.get("maxLength", 200)]
    return {**CODES, **PATTERNS}.get(pattern, "走查用")

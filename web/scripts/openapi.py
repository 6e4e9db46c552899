# ruff: noqa: INP001 - a script of the web clients' build
"""Write each service's OpenAPI document, with paths as a browser sees them, and its rights into a folder."""

import importlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from chassis.settings import Settings
from gateway.routing import Service, outside
from gateway.settings import GatewaySettings
from joserfc.jwk import OKPKey

# What a type does not need; leaving it out keeps the generated files small and still.
_WORDS = {"description", "summary", "example", "examples", "title", "tags", "security", "headers"}
# Every refusal is the same problem document.
_REFUSALS = {str(status) for status in range(400, 600)}
_BY_ITSELF = {"Idempotency-Key", "Accept-Language"}
_NO_DATABASE = "postgresql://nobody:nothing@127.0.0.1:1/none"


def main(folder: Path) -> int:
    """Make the applications without starting them: no database is asked."""
    with tempfile.TemporaryDirectory() as secrets:
        key = OKPKey.generate_key("Ed25519")
        private, public = (Path(secrets) / f"token.{half}.pem" for half in ("private", "public"))
        private.write_bytes(key.as_pem(private=True))
        public.write_bytes(key.as_pem(private=False))
        for service in Service:
            document = described(service, Path(secrets), public)
            path = folder / f"{service}.json"
            path.write_text(json.dumps(document, ensure_ascii=False, sort_keys=True), "utf-8")
            (folder / f"{service}.rights.json").write_text(json.dumps(rights(service)), "utf-8")
    return 0


def rights(service: Service) -> dict[str, list[str]]:
    """Name the roles that may ask for each of a service's operations."""
    table = importlib.import_module(f"{service.replace('-', '_')}.permissions").PERMISSIONS
    rows = {operation: sorted(row) for operation, row in table}
    return {
        operation: roles
        for operation, roles in sorted(rows.items())
        if roles and not any(role.startswith("*") for role in roles)
    }


def described(service: Service, secrets: Path, public: Path) -> dict[str, Any]:
    """Describe what a browser may ask of one service."""
    package = service.replace("-", "_")
    kind = GatewaySettings if service is Service.GATEWAY else Settings
    settings = kind(
        service_name=package,
        database_url=_NO_DATABASE,  # type: ignore[arg-type]
        token_public_key_file=public,
        secrets_dir=secrets,
        data_dir=secrets / "files",
        log_level="ERROR",
    )
    app = importlib.import_module(f"{package}.main").create(settings)
    document = json.loads(json.dumps(getattr(app, "own", app).openapi()))
    paths = {outside(service, path): item for path, item in document["paths"].items()}
    document["paths"] = {path: _plain(item) for path, item in paths.items() if path is not None}
    document["components"] = _plain(document.get("components", {}))
    return {**document, "info": {"title": str(service), "version": "1"}}


def _plain(node: Any, *, names: bool = False) -> Any:
    """Drop the words; `names` says that the keys here are names of fields and not keywords."""
    if isinstance(node, list):
        return [_plain(item) for item in node if not _sent_by_the_client(item)]
    if not isinstance(node, dict):
        return node
    return {
        key: _plain(value, names=key in {"properties", "schemas"} and not names)
        for key, value in node.items()
        if names or not (key in _WORDS or key in _REFUSALS)
    }


def _sent_by_the_client(node: Any) -> bool:
    """Tell the headers that the kit's client sets by itself; If-Match stays for the caller."""
    return isinstance(node, dict) and node.get("name") in _BY_ITSELF


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

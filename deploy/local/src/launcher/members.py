"""The table of what runs: every service, its database roles, its processes."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True)
class Member:
    """A service or the gateway, by its package's name.

    `narrow_roles` are database roles besides its own, which it takes up for single statements
    only (`SET ROLE`): they may do less than their tables' owner, and nobody signs in as them.
    """

    package: str
    narrow_roles: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As people and the routing table write it: `hazard-registry`."""
        return self.package.replace("_", "-")

    @property
    def folder(self) -> Path:
        """Where its package lies. Raise ModuleNotFoundError if it is not installed."""
        spec = find_spec(self.package)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(name=self.package)
        return Path(spec.origin).parent

    @property
    def newest_revision(self) -> str | None:
        """The number of its last migration (`0001_first.py`), if it has any yet."""
        versions = self.folder.parents[1] / "migrations" / "versions"
        return max((file.name[:4] for file in versions.glob("[0-9]*.py")), default=None)

    def has(self, module: str) -> bool:
        """Whether `python -m <package>.<module>` finds something; imports only the package."""
        name = f"{self.package}.{module}"
        spec = find_spec(name) if find_spec(self.package) else None
        if spec is None:
            return False
        folders = spec.submodule_search_locations
        return folders is None or any((Path(folder) / "__main__.py").exists() for folder in folders)


SERVICES = (
    Member("hazard_registry"),
    Member("reporting_whistleblower", narrow_roles=("vault_insert", "vault_read", "vault_destroy")),
    Member("training_records"),
    Member("enforcement"),
)
GATEWAY = Member("gateway")
MEMBERS = (*SERVICES, GATEWAY)

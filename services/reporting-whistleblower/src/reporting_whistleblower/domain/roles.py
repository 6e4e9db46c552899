"""Names of the vault's database roles."""

from typing import Final

OWN: Final = "reporting_whistleblower"


def vault_role(name: str, *, database: str) -> str:
    """A database with a prefix has roles with the same prefix: `x_reporting…` → `x_vault_read`."""
    prefix = database.removesuffix(OWN) if database.endswith(OWN) else ""
    return prefix + name

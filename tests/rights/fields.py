"""What only some may read, wherever it stands: searched for in every body that anybody was shown."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.rights.leaks import Seen

NOBODY: frozenset[str] = frozenset()
ANYBODY = None


@dataclass(frozen=True, slots=True)
class Secret:
    """A pattern, the roles that may read it, and where. None is every role, or everywhere."""

    what: str
    pattern: str
    roles: frozenset[str] | None = NOBODY
    operations: frozenset[str] | None = None

    def may_read(self, seen: Seen) -> bool:
        role, operation = seen.caller.role, seen.operation.name
        return (self.roles is None or role in self.roles) and (
            self.operations is None or operation in self.operations
        )


def exposed(shown: Iterable[Seen], secrets: Iterable[Secret]) -> list[str]:
    """Whoever was shown a secret that is not for his role, or not there."""
    patterns = [(secret, re.compile(secret.pattern)) for secret in secrets]
    return [
        f"{seen.operation.name} shows {secret.what} to {seen.caller}"
        for seen in shown
        for secret, pattern in patterns
        if not secret.may_read(seen) and pattern.search(seen.text)
    ]


def never_shown(shown: Iterable[Seen], secrets: Iterable[Secret]) -> list[str]:
    """Secrets that some may read, and that nobody was shown: there the walk proves nothing."""
    open_to_some = [secret for secret in secrets if secret.roles != NOBODY]
    texts = [(seen, seen.text) for seen in shown]
    return [
        secret.what
        for secret in open_to_some
        if not any(
            secret.may_read(seen) and re.search(secret.pattern, text) for seen, text in texts
        )
    ]


def roles_in(*rows: Mapping[str, object]) -> frozenset[str]:
    return frozenset(role for row in rows for role in row)

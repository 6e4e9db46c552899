"""Walk every operation that names a thing: who reaches it may go on, whoever does not finds nothing.

Each request runs inside a savepoint that is undone, so that none meets what another has left.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

from httpx import Response

from tests.rights.bodies import body_for, questions_for
from tests.rights.callers import ROLES, Caller, Calling
from tests.rights.doors import STALE
from tests.rights.operations import Operation
from tests.rights.things import Thing, ownable, sample, strangers_to

# Proofs of the audit trail: hashes, in which there is nothing to read.
HASHES = frozenset({"prove_audit_entry", "prove_audit_growth"})
STRIDE = 4
Undone = Callable[[], AbstractAsyncContextManager[Any]]
Bodies = dict[str, dict[str, Any]]


async def undressed(_: Caller) -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class World:
    """What a service's walk knows: its things, which operation is about which kind, what to send."""

    things: Sequence[Thing]
    kinds: dict[str, str]  # path parameter → the kind of thing it names
    bodies: Bodies
    undone: Undone
    shows: frozenset[str]  # operations that show marked texts
    owners: str  # the kind of thing whose owners read lists and figures
    # Several ways of asking one operation: path and query parameters.
    variants: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    # Questions that nobody's things can answer: the senders' own, and whoever signs in.
    unread: frozenset[str] = HASHES
    # Headers that some callers need beside who they are: an open key, for example.
    dressed: Callable[[Caller], Awaitable[dict[str, str]]] = undressed

    # Operations that one piece of code answers: each is walked by some roles, together by all.
    alike: frozenset[str] = frozenset()

    def walkers(self, operation: Operation) -> Sequence[str]:
        """The roles that walk an operation, of those that its row lets in."""
        roles = [role for role in ROLES if operation.by(role)]
        if operation.name not in self.alike:
            return roles
        start = sorted(self.alike).index(operation.name) % STRIDE
        return roles[start::STRIDE] or roles[:1]

    def about(self, operation: Operation) -> str | None:
        """The kind of thing that an operation is about."""
        named = [self.kinds[name] for name in operation.parameters if name in self.kinds]
        return named[-1] if named else None

    def of(self, kind: str) -> list[Thing]:
        return [thing for thing in self.things if thing.kind == kind]


async def walk_things(
    calling: Calling, operations: Iterable[Operation], world: World, *, most: int = 2
) -> tuple[list[str], int]:
    """Return what was wrong, and how many pairs of caller and thing were tried."""
    wrong, tried = [], 0
    for operation in operations:
        kind = world.about(operation)
        if kind is None:
            continue
        for role in world.walkers(operation):
            for caller, thing in _pairs(operation, role, world.of(kind), most):
                tried += 1
                said = await _try(calling, operation, caller, thing, world)
                wrong += [said] if said else []
    return wrong, tried


def unowned(operations: Iterable[Operation], world: World, free: Collection[str]) -> list[str]:
    """Operations that name a thing of a kind unknown here: a new one must be put to the walk."""
    return sorted(
        f"{one.name}: {name}"
        for one in operations
        if not one.public
        for name in one.parameters
        if name not in world.kinds and name not in free
    )


def _pairs(
    operation: Operation, role: str, things: Sequence[Thing], most: int
) -> Iterable[tuple[Caller, Thing]]:
    """Its owner with a thing in each state, and with what lies just outside his reach."""
    by = operation.by(role)
    if by is None:
        return
    # Another state for every role and operation, so that together they try them all.
    start = len(operation.name) + ROLES.index(role)
    for place, mine in enumerate(sample(ownable(things, by), most, start=start)):
        caller = mine.owner(role, by)
        yield caller, mine
        if place == 0:
            for other in strangers_to(caller, by, things):
                yield caller, other


async def _try(
    calling: Calling, operation: Operation, caller: Caller, thing: Thing, world: World
) -> str | None:
    by = operation.by(caller.role or "")
    may = thing.seen_by(caller, by, changing=not operation.reads)
    async with world.undone():
        answer = await visit(calling, operation, caller, thing, world)
    verdict = _verdict(answer, may=may)
    return verdict and f"{caller} at {operation.name} of {thing}: {verdict}"


async def visit(
    calling: Calling, operation: Operation, caller: Caller, thing: Thing, world: World
) -> Response:
    """Ask for this thing, with a body that is taken for well-formed."""
    wanted = world.bodies.get(operation.name, {})
    given = body_for(operation, **{name: _named(value, thing) for name, value in wanted.items()})
    headers = STALE | given.pop("headers", {}) | await world.dressed(caller)
    return await calling.ask(
        caller,
        operation.method,
        operation.address(**thing.named),
        headers=headers,
        params=questions_for(operation),
        **given,
    )


def _named(value: Any, thing: Thing) -> Any:
    """Fill in the thing's own ids."""
    return value.format(**thing.named) if isinstance(value, str) else value


def _verdict(answer: Response, *, may: bool) -> str | None:
    code = _code(answer)
    if answer.status_code >= 500 or code in {"malformed", "forbidden", "not_signed_in"}:
        return f"{answer.status_code} {code}, so nothing was learnt: {answer.text[:200]}"
    hidden = answer.status_code == 404
    if may and hidden:
        return f"is refused what is his: 404 {code}"
    if not may and not hidden:
        return f"reaches what is another's: {answer.status_code} {code}"
    return None


def _code(answer: Response) -> str:
    if "problem+json" in answer.headers.get("content-type", ""):
        return str(answer.json()["code"])
    return ""

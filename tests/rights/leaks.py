"""Walk every operation that reads, as every role, and search each body for what is another's."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from httpx import Response

from tests.rights.bodies import body_for, questions_for
from tests.rights.callers import Caller, Calling
from tests.rights.objects import World
from tests.rights.operations import Operation
from tests.rights.things import Thing, ownable, sample

# Whom what is for everybody is tried with.
FEW = ("unit_worker", "integrator")
MARK = re.compile(r"〔(\w+):([0-9a-f-]{36})〕")


@dataclass(frozen=True, slots=True)
class Seen:
    """What one caller was shown by one operation."""

    operation: Operation
    caller: Caller
    answer: Response
    text: str

    @property
    def marks(self) -> set[tuple[str, str]]:
        return set(MARK.findall(self.text))


async def walk_bodies(
    calling: Calling, operations: Iterable[Operation], world: World, *, most: int = 1
) -> list[Seen]:
    """Every list, table, figure and export for owners of different things; every file of theirs."""
    shown = []
    for operation in operations:
        if not operation.reads or operation.name in world.unread:
            continue
        for caller, thing in _readers(operation, world, most):
            for asked in _ways(operation, world, thing):
                answer = await _read(calling, operation, caller, asked, world)
                shown.append(Seen(operation, caller, answer, text_of(answer)))
    return shown


def leaks(shown: Iterable[Seen], world: World) -> list[str]:
    """Marks in a body that its reader's row of the table does not reach."""
    things = {(thing.kind, str(thing.id)): thing for thing in world.things}
    numbers = {word: thing for thing in world.things for word in thing.words}
    wrong = []
    for seen in shown:
        by = seen.operation.by(seen.caller.role or "")
        found = [things[mark] for mark in seen.marks if mark in things]
        found += [thing for word, thing in numbers.items() if word in seen.text]
        wrong += [
            f"{seen.caller} reads of {thing} at {seen.operation.name}"
            for thing in dict.fromkeys(found)
            if not thing.seen_by(seen.caller, by)
        ]
    return wrong


def failures(shown: Iterable[Seen]) -> list[str]:
    """Answers that taught the walk nothing."""
    return [
        f"{seen.operation.name} for {seen.caller}: {seen.answer.status_code} {seen.text[:200]}"
        for seen in shown
        if seen.answer.status_code not in {200, 404, 409}
    ]


def blind(shown: Iterable[Seen], world: World) -> list[str]:
    """Operations about a kind of thing that never showed one: there the walk proves nothing."""
    about: dict[str, bool] = {}
    for seen in shown:
        if seen.operation.name in world.shows:
            about[seen.operation.name] = about.get(seen.operation.name, False) or bool(seen.marks)
    return sorted(name for name in world.shows if not about.get(name))


def text_of(answer: Response) -> str:
    """A body as text; of a spreadsheet, the text of its sheets."""
    if answer.content[:2] != b"PK":
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        names = [name for name in book.namelist() if name.startswith("xl/")]
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in sorted(names))


def _readers(
    operation: Operation, world: World, most: int
) -> Iterator[tuple[Caller, Thing | None]]:
    kind = world.about(operation)
    for role in FEW if operation.for_all else world.walkers(operation):
        if operation.by(role) is None:
            continue
        things = ownable(world.of(kind or world.owners), operation.by(role))
        for mine in sample(things, most):
            yield mine.owner(role, operation.by(role)), mine if kind else None


@dataclass(frozen=True, slots=True)
class Asked:
    """One way of asking: what the path names, what the query asks, in which form."""

    named: dict[str, Any]
    questions: dict[str, Any]
    form: dict[str, str]


def _ways(operation: Operation, world: World, thing: Thing | None) -> Iterator[Asked]:
    for variant in world.variants.get(operation.name, [{}]):
        named = {name: variant[name] for name in variant if name in operation.parameters}
        questions = {name: variant[name] for name in variant if name not in named}
        for form in [{}, *({"Accept": kind} for kind in operation.forms)]:
            yield Asked(named | (thing.named if thing else {}), questions, form)


async def _read(
    calling: Calling, operation: Operation, caller: Caller, asked: Asked, world: World
) -> Response:
    given = body_for(operation, **world.bodies.get(operation.name, {}))
    return await calling.ask(
        caller,
        operation.method,
        operation.address(**asked.named),
        headers=given.pop("headers", {}) | asked.form | await world.dressed(caller),
        params=questions_for(operation) | asked.questions,
        **given,
    )

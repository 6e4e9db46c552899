"""What happens out of a caller's reach changes not one byte of what he reads.

This finds what no mark can: a count, a sum, a rate, an order or a cursor that knows of another's.
"""

from collections.abc import Awaitable, Callable, Iterable

from tests.rights.callers import Calling
from tests.rights.leaks import Seen, walk_bodies
from tests.rights.objects import World
from tests.rights.operations import Operation
from tests.rights.things import Thing

Disturb = Callable[[], Awaitable[Thing]]


async def walk_silence(
    calling: Calling, operations: Iterable[Operation], world: World, disturb: Disturb
) -> tuple[list[str], set[str]]:
    """Return what told a caller of a new thing he may not know of, and which operations spoke."""
    asked = [one for one in operations if one.reads and world.about(one) is None]
    before = await walk_bodies(calling, asked, world, most=1)
    new = await disturb()
    after = await walk_bodies(calling, asked, world, most=1)
    spoke = [was for was, now in zip(before, after, strict=True) if was.text != now.text]
    wrong = [_said(seen, new) for seen in spoke if not _may_know(seen, new)]
    return wrong, {seen.operation.name for seen in spoke}


def _may_know(seen: Seen, new: Thing) -> bool:
    return new.seen_by(seen.caller, seen.operation.by(seen.caller.role or ""))


def _said(seen: Seen, new: Thing) -> str:
    return f"{seen.operation.name} tells {seen.caller} that there is now {new}"

"""A name or a number shown to one too many is found."""

import pytest
from training_records.routes import figures
from training_records.schemas import person

from tests.rights import fields, leaks
from tests.rights.callers import Calling
from tests.rights.fields import Secret
from tests.rights.objects import World
from tests.rights.operations import Operation


async def test_a_name_in_full_for_whoever_counts(
    calling: Calling,
    walked: list[Operation],
    world: World,
    secrets: list[Secret],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def all_named(_: object, __: object, people: set[object]) -> set[object]:
        return people

    monkeypatch.setattr(figures, "named_in_full", all_named)
    asked = [one for one in walked if one.name == "list_coverage"]

    shown = await leaks.walk_bodies(calling, asked, world, most=1)

    wrong = fields.exposed(shown, secrets)
    assert any(one.startswith("list_coverage shows a full name to leader") for one in wrong)


async def test_a_number_in_the_clear(
    calling: Calling,
    walked: list[Operation],
    world: World,
    secrets: list[Secret],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = person._shown

    def clear(*given: object, **how: bool) -> dict[str, object]:
        return honest(*given, **how) | {"identity_number": "99999919850615001X"}  # type: ignore[arg-type]

    monkeypatch.setattr(person, "_shown", clear)
    asked = [one for one in walked if one.name == "read_person"]

    shown = await leaks.walk_bodies(calling, asked, world, most=1)

    assert any("an identity number" in one for one in fields.exposed(shown, secrets))

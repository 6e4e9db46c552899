"""Migrations are numbered: a process learns from their names how new its database must be."""

import re
from pathlib import Path

import pytest

FOLDERS = sorted(Path(__file__).parents[2].glob("*/**/migrations/versions"))


def test_there_are_five_stores() -> None:
    assert len(FOLDERS) == 5


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parents[1].name)
def test_each_is_named_by_its_number_and_follows_the_one_before(folder: Path) -> None:
    previous: str | None = None
    for number, path in enumerate(sorted(folder.glob("*.py")), start=1):
        revision = f"{number:04}"
        assert path.name.startswith(f"{revision}_")
        source = path.read_text()
        assert _assigned("revision", source) == revision
        assert _assigned("down_revision", source) == previous
        previous = revision


def _assigned(name: str, source: str) -> str | None:
    [value] = re.findall(rf"^{name} = (.+)$", source, re.MULTILINE)
    return None if value == "None" else value.strip('"')

"""What has been written is found without importing it."""

import importlib
import sys
from pathlib import Path

import pytest
from launcher.members import Member

PACKAGE = "half_written"


@pytest.fixture
def member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Member:
    (tmp_path / PACKAGE / "demo").mkdir(parents=True)
    (tmp_path / PACKAGE / "__init__.py").touch()
    (tmp_path / PACKAGE / "demo" / "__init__.py").write_text("raise RuntimeError('imported')")
    (tmp_path / PACKAGE / "worker.py").write_text("raise RuntimeError('imported')")
    monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    return Member(PACKAGE)


def test_a_module_is_found_and_not_imported(member: Member) -> None:
    assert member.has("worker")
    assert not member.has("main")


def test_a_folder_counts_once_it_can_be_run(member: Member, tmp_path: Path) -> None:
    assert not member.has("demo")

    (tmp_path / PACKAGE / "demo" / "__main__.py").touch()
    importlib.invalidate_caches()

    assert member.has("demo")


def test_a_member_that_is_not_installed_has_nothing() -> None:
    assert not Member("no_such_service").has("main")
    with pytest.raises(ModuleNotFoundError):
        _ = Member("no_such_service").folder


def test_the_newest_of_the_numbered_migrations_counts(
    member: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "there" / "src" / PACKAGE
    versions = tmp_path / "there" / "migrations" / "versions"
    package.parent.mkdir(parents=True)
    (tmp_path / PACKAGE).rename(package)
    monkeypatch.syspath_prepend(str(package.parent))
    importlib.invalidate_caches()
    assert member.newest_revision is None

    versions.mkdir(parents=True)
    for name in ("0001_first.py", "0002_more.py", "note.py"):
        (versions / name).touch()

    assert member.newest_revision == "0002"

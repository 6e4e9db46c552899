"""A backup is whole or it is not there; what is wrong with one is said, with what to do."""

import fcntl
import json
import os
from pathlib import Path

import pytest
from launcher import base_backup
from launcher.__main__ import main
from launcher.backup import backup, check
from launcher.backup_contents import About, copy_new
from launcher.backup_secrets import insist, marks
from launcher.keys import password, write_private
from launcher.places import Places, Wishes
from launcher.ports import free_port
from launcher.postgres import Postgres
from launcher.restore import restore
from launcher.speech import Refused
from launcher.stores import running

from .running import Launched

TESTING = Wishes(testing=True)


@pytest.fixture(scope="module")
def rested(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A system at rest with one file and no services' tables."""
    folder = tmp_path_factory.mktemp("a system")
    folder.parent.chmod(0o755)
    folder.chmod(0o755)
    places = Places(folder / "data")
    places.make()
    server = Postgres(places.postgres, 1, password(places.secrets, "postgres"), durable=False)
    server.prepare()
    write_private(places.secrets / "receipt.key", b"a key")
    (places.files / "gateway").mkdir()
    (places.files / "gateway" / "note").write_text("kept")
    return places


@pytest.fixture(scope="module")
def made(rested: Places, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return backup(rested, TESTING, to=tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A backup that may be spoilt: its files are links to the real one's."""
    for parent, _, names in os.walk(made):
        folder = tmp_path / made.name / Path(parent).relative_to(made)
        folder.mkdir()
        for name in names:
            (folder / name).hardlink_to(Path(parent) / name)
    return tmp_path / made.name


def spoil(path: Path, content: bytes) -> None:
    """Change a file, and not the one it is linked to."""
    path.unlink()
    path.write_bytes(content)


def test_a_running_system_is_backed_up_and_only_whole(system: Launched, tmp_path: Path) -> None:
    places = Places(system.folder / ".data")

    made = backup(places, TESTING, to=tmp_path, secrets_to=tmp_path / "keys")

    check(made)
    assert [path.name for path in tmp_path.iterdir() if path.name != "keys"] == [made.name]
    assert made.stat().st_mode & 0o777 == 0o700
    assert system.process.poll() is None


def test_no_secret_is_in_a_backup_and_a_copy_apart_is_for_its_owner_only(
    rested: Places, made: Path, tmp_path: Path
) -> None:
    backup(rested, TESTING, to=tmp_path, secrets_to=tmp_path / "apart")

    word = (rested.secrets / "postgres.password").read_bytes()
    assert not [p for p in made.rglob("*") if p.is_file() and word in p.read_bytes()]
    assert (tmp_path / "apart" / "postgres.password").read_bytes() == word
    assert (tmp_path / "apart").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "apart" / "receipt.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "where",
    ["files/gateway/note", "backup.json", "SHA256SUMS", "postgres/PG_VERSION", "postgres/backup_manifest"],
)  # fmt: skip
def test_a_changed_byte_is_found(copy: Path, where: str) -> None:
    spoil(copy / where, (copy / where).read_bytes().replace(b"1", b"2") + b"\n")

    with pytest.raises(Refused):
        check(copy)


@pytest.mark.parametrize("where", ["files/gateway/note", "backup.json", "postgres/PG_VERSION"])
def test_a_lost_file_is_found(copy: Path, where: str) -> None:
    (copy / where).unlink()

    with pytest.raises(Refused):
        check(copy)


def test_a_file_that_does_not_belong_is_found(copy: Path) -> None:
    (copy / "files" / "gateway" / "other").write_text("planted")

    with pytest.raises(Refused):
        check(copy)


def test_a_backup_of_a_later_release_is_not_guessed_at(copy: Path) -> None:
    about = json.loads((copy / "backup.json").read_text()) | {"format": 2}
    spoil(copy / "backup.json", json.dumps(about).encode())

    with pytest.raises(Refused, match="later release"):
        check(copy)


def test_a_backup_that_fails_leaves_nothing(
    rested: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("launcher.backup.write_sums", full)

    with pytest.raises(OSError, match="disk full"):
        backup(rested, TESTING, to=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_failing_disk_is_named_without_a_traceback(
    rested: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def lost(*_: object) -> None:
        raise OSError(5, "Input/output error", "/mnt/disk")

    monkeypatch.setenv("ZHIBEN_LAUNCHER_DIR", str(rested.root))
    monkeypatch.setattr("launcher.backup.copy_new", lost)

    assert main(["backup", "--to", str(tmp_path)]) == 1
    assert "/mnt/disk" in capsys.readouterr().err


def test_two_backups_do_not_collide(rested: Places, tmp_path: Path) -> None:
    with (rested.root / "backup.lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)

        with pytest.raises(Refused, match="Another backup"):
            backup(rested, TESTING, to=tmp_path)


@pytest.mark.parametrize(
    ("wishes", "to", "why"),
    [
        (TESTING, "data/backups", "make reset"),
        (Wishes(database_url="postgresql://elsewhere"), "shelf", "operations.md"),
    ],
)
def test_a_backup_in_vain_is_refused(rested: Places, wishes: Wishes, to: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        backup(rested, wishes, to=rested.root.parent / to)


def test_a_full_disk_is_noticed_before_anything_is_written(
    rested: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("launcher.backup._SPARE", 1 << 60)

    with pytest.raises(Refused, match="MB are needed"):
        backup(rested, TESTING, to=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_arrives_while_files_are_copied_is_fetched_the_second_time(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "a" / "incoming").mkdir(parents=True)
    (source / "a" / "first").write_text("1")
    (source / "a" / "incoming" / "half").write_text("?")
    copy_new(source, target)
    (source / "a" / "first").unlink()
    (source / "a" / "second").write_text("2")

    copy_new(source, target)

    assert {path.name for path in (target / "a").iterdir()} == {"first", "second"}


def test_a_restore_needs_an_empty_place(rested: Places, made: Path) -> None:
    with pytest.raises(Refused, match="not empty"):
        restore(rested, TESTING, source=made)


def test_a_restore_needs_the_secrets_and_no_others(
    rested: Places, made: Path, tmp_path: Path
) -> None:
    place = Places(tmp_path / "data")
    with pytest.raises(Refused, match=r"receipt\.key"):
        restore(place, TESTING, source=made)

    other = tmp_path / "others"
    other.mkdir()
    for name in marks(rested.secrets):
        (other / name).write_bytes((rested.secrets / name).read_bytes())
    (other / "receipt.key").write_bytes(b"another key")

    with pytest.raises(Refused, match=r"others: receipt\.key"):
        restore(place, TESTING, source=made, secrets=other)
    assert not place.root.exists()


def test_passwords_that_a_start_sets_anew_are_not_asked_for(tmp_path: Path) -> None:
    for name in ("nats-gateway.password", "gateway.password", "postgres.password"):
        password(tmp_path, name.removesuffix(".password"))

    assert list(marks(tmp_path)) == ["postgres.password"]
    insist(tmp_path, marks(tmp_path))


def test_a_damaged_backup_is_not_restored(copy: Path, rested: Places, tmp_path: Path) -> None:
    spoil(copy / "files" / "gateway" / "note", b"changed")

    with pytest.raises(Refused, match="damaged"):
        restore(Places(tmp_path / "data"), TESTING, source=copy, secrets=rested.secrets)
    assert not (tmp_path / "data").exists()


def test_where_a_restore_was_broken_off_nothing_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIBEN_LAUNCHER_DIR", str(tmp_path))
    (tmp_path / "restore.unfinished").touch()

    for command in (["run"], ["install"], ["backup"], ["each", "--", "chassis.audit"]):
        assert main(command) == 1
        assert "make restore" in capsys.readouterr().err


def test_a_restored_server_holds_what_was_there(rested: Places, made: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    word = password(rested.secrets, "postgres")
    server = Postgres(tmp_path / "postgres", 1, word, durable=False)

    base_backup.put(made / "postgres", server)

    assert About.read(made).postgres == (server.data / "PG_VERSION").read_text().strip()
    assert not (server.data / "backup_manifest").exists()
    with running(Postgres(server.data, free_port(), word, durable=False), tmp_path / "log"):
        pass

"""Uploads: counted, judged, kept once, or refused without a trace."""

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attachments import (
    Attachment,
    Empty,
    Files,
    Kind,
    NoSuchAttachment,
    NotWhatItSays,
    PhotoRefused,
    TooLarge,
    UnsupportedFile,
    Workshop,
    get_attachment,
    remove_attachment,
    store_file,
    store_photo,
    tidy_files,
)
from attachments.serving import file_answer
from chassis.db import Session
from chassis.ids import new_id
from PIL import Image

AT = datetime(2026, 3, 5, tzinfo=UTC)
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(500)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


WORKING = """
import asyncio, os
from pathlib import Path
from attachments import PhotoRefused, Workshop

async def work(workshop):
    try:
        await workshop.examine(b"no photograph")
    except PhotoRefused:
        [process] = workshop._pool._processes.values()
        print(process.pid, flush=True)
        await asyncio.sleep(600)

if __name__ == "__main__":
    asyncio.run(work(Workshop()))
"""


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    workshop = Workshop()
    yield workshop
    workshop.close()


def on_disk(files: Files) -> list[Path]:
    return [path for path in files.path("0" * 64).parents[2].rglob("*") if path.is_file()]


async def sent(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


def a_photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "JPEG", comment=b"secret")
    return out.getvalue()


def a_zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


async def store(tx: Session, files: Files, kind: Kind, declared: str, *chunks: bytes) -> Attachment:
    return await store_file(
        tx, files, sent(*chunks), kind=kind, declared=declared, by="inspector", at=AT
    )


async def test_a_photograph_is_kept_clean_under_its_digest(
    tx: Session, files: Files, workshop: Workshop
) -> None:
    photo = a_photo()

    kept = await store_photo(
        tx, files, workshop, sent(photo[:100], photo[100:]), declared="image/jpg", by="x", at=AT
    )

    assert await get_attachment(tx, kept.id) == kept
    data = await files.read(kept.sha256)
    assert (len(data), kept.media_type, kept.kind) == (kept.size, "image/jpeg", Kind.PHOTO)
    assert b"secret" not in data
    assert on_disk(files) == [files.path(kept.sha256)]


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script></html>",
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"MZ\x90\x00" + bytes(500),
        a_zip("a.txt"),
        a_photo() + a_zip("evil.js"),
        b"\x89PNG\r\n\x1a\n" + bytes(50),
    ],
)
async def test_what_only_calls_itself_a_photograph_is_refused_and_leaves_nothing(
    tx: Session, files: Files, workshop: Workshop, data: bytes
) -> None:
    with pytest.raises(NotWhatItSays) as refusal:
        await store_photo(tx, files, workshop, sent(data), declared="image/jpeg", by="x", at=AT)

    assert refusal.value.facts == {"declared": "image/jpeg"}
    assert on_disk(files) == []


async def test_a_damaged_photograph_is_refused_and_leaves_nothing(
    tx: Session, files: Files, workshop: Workshop
) -> None:
    with pytest.raises(PhotoRefused, match="photo_damaged"):
        await store_photo(
            tx, files, workshop, sent(a_photo()[:200]), declared="image/jpeg", by="x", at=AT
        )

    assert on_disk(files) == []


async def test_thirty_megabytes_are_refused_while_they_come(
    tx: Session, files: Files, workshop: Workshop
) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        yield b"\xff\xd8\xff"
        while True:
            read += 1
            yield bytes(1 << 20)

    with pytest.raises(TooLarge) as refusal:
        await store_photo(tx, files, workshop, endless(), declared="image/jpeg", by="x", at=AT)

    assert refusal.value.facts == {"limit": "20 MB"}
    assert read <= 21
    assert on_disk(files) == []


async def test_a_sender_who_goes_away_leaves_nothing(tx: Session, files: Files) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield MP4
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await store_file(tx, files, broken(), kind=Kind.VIDEO, declared="video/mp4", by="x", at=AT)

    assert on_disk(files) == []


async def test_nothing_is_no_file(tx: Session, files: Files) -> None:
    with pytest.raises(Empty):
        await store(tx, files, Kind.VIDEO, "video/mp4", b"")


@pytest.mark.parametrize(
    ("kind", "declared", "data"),
    [
        (Kind.VIDEO, "video/mp4", MP4),
        (Kind.VIDEO, "video/quicktime", b"\x00\x00\x00\x14ftypqt  " + bytes(50)),
        (Kind.VIDEO, "video/webm", b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(50)),
        (Kind.SOUND, "audio/mp3", b"ID3\x04" + bytes(50)),
        (Kind.SOUND, "audio/amr", b"#!AMR\n" + bytes(50)),
        (Kind.SOUND, "audio/x-wav", b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(50)),
        (Kind.SOUND, "audio/ogg; codecs=opus", b"OggS" + bytes(50)),
        (Kind.DOCUMENT, "application/pdf", b"%PDF-1.7\n" + bytes(50)),
        (Kind.DOCUMENT, DOCX, a_zip("[Content_Types].xml", "word/document.xml")),
    ],
)
async def test_sound_video_and_documents_are_kept_as_they_are(
    tx: Session, files: Files, kind: Kind, declared: str, data: bytes
) -> None:
    kept = await store(tx, files, kind, declared, data)

    assert await files.read(kept.sha256) == data
    assert (kept.kind, kept.size) == (kind, len(data))


@pytest.mark.parametrize(
    ("kind", "declared", "data"),
    [
        (Kind.VIDEO, "video/mp4", b"<!--ftypmp42--><script>alert(1)</script>"),
        (Kind.VIDEO, "video/mp4", MP4 + a_zip("evil.exe")),
        (Kind.VIDEO, "video/webm", MP4),
        (Kind.SOUND, "audio/mpeg", b"RIFF\x00\x00\x00\x00WAVE"),
        (Kind.DOCUMENT, "application/pdf", b"<html>%PDF-1.7"),
        (Kind.DOCUMENT, "application/pdf", b"%PDF-1.7\n" + a_zip("evil.exe")),
        (Kind.DOCUMENT, DOCX, a_zip("[Content_Types].xml", "xl/workbook.xml")),
        (Kind.DOCUMENT, DOCX, a_zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        (Kind.DOCUMENT, DOCX, a_zip("word/document.xml")),
        (Kind.DOCUMENT, DOCX, b"PK\x03\x04" + bytes(100)),
    ],
)  # fmt: skip
async def test_what_is_not_what_it_says_is_refused_and_leaves_nothing(
    tx: Session, files: Files, kind: Kind, declared: str, data: bytes
) -> None:
    with pytest.raises(NotWhatItSays):
        await store(tx, files, kind, declared, data)

    assert on_disk(files) == []


@pytest.mark.parametrize(
    "declared", ["text/html", "image/svg+xml", "application/zip", "", "x" * 99]
)
async def test_other_types_are_not_even_read(tx: Session, files: Files, declared: str) -> None:
    with pytest.raises(UnsupportedFile):
        await store(tx, files, Kind.DOCUMENT, declared, b"x")

    assert on_disk(files) == []


async def test_a_photograph_cannot_slip_past_the_cleaning(tx: Session, files: Files) -> None:
    with pytest.raises(ValueError, match="photograph"):
        await store(tx, files, Kind.PHOTO, "image/jpeg", a_photo())


async def test_the_same_bytes_lie_there_once(tx: Session, files: Files) -> None:
    first = await store(tx, files, Kind.VIDEO, "video/mp4", MP4)
    second = await store(tx, files, Kind.VIDEO, "video/mp4", MP4[:9], MP4[9:])

    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert len(on_disk(files)) == 1


async def test_tidying_removes_only_what_is_old_and_nobodys(tx: Session, files: Files) -> None:
    kept = await store(tx, files, Kind.VIDEO, "video/mp4", MP4)
    young = await store(tx, files, Kind.VIDEO, "video/mp4", MP4 + b"1")
    old = await store(tx, files, Kind.VIDEO, "video/mp4", MP4 + b"2")
    await remove_attachment(tx, young.id)
    await remove_attachment(tx, old.id)
    long_ago = time.time() - 90_000
    for sha256 in (kept.sha256, old.sha256):
        os.utime(files.path(sha256), (long_ago, long_ago))

    assert await tidy_files(tx, files) == 1

    assert sorted(on_disk(files)) == sorted([files.path(kept.sha256), files.path(young.sha256)])
    with pytest.raises(NoSuchAttachment):
        await get_attachment(tx, old.id)


def test_a_digest_is_no_path(files: Files) -> None:
    for name in ("../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"):
        with pytest.raises(ValueError, match="digest"):
            files.path(name)


async def test_a_file_is_handed_out_as_nothing_but_a_file(tx: Session, files: Files) -> None:
    kept = await store(tx, files, Kind.VIDEO, "video/mp4", MP4)

    answer = file_answer(files, kept)

    assert answer.headers["content-disposition"] == f'attachment; filename="{kept.id}.mp4"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_a_photograph_that_kills_the_workshop_harms_no_other(
    workshop: Workshop, tmp_path: Path
) -> None:
    await workshop.examine(a_photo())
    missing = tmp_path / str(new_id())
    assert workshop._pool is not None
    [process] = workshop._pool._processes.values()
    process.kill()
    process.join()

    with pytest.raises(PhotoRefused, match="photo_damaged"):
        await workshop.examine(a_photo())

    assert (await workshop.examine(a_photo())).width == 40
    with pytest.raises(FileNotFoundError):
        await workshop.examine(missing)


def test_a_workshop_ends_with_a_service_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "service.py"
    script.write_text(WORKING)
    command = [sys.executable, script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as service:  # noqa: S603
        assert service.stdout is not None
        process = int(service.stdout.readline())
        os.kill(process, 0)
        service.send_signal(signal.SIGKILL)

    deadline = time.monotonic() + 60
    while is_running(process):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # One that ended but was not yet waited for by its new parent is over, too.
    return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()

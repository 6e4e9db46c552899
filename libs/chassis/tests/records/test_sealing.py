"""Sealing, verifying, witnessing: whatever is done to the rows afterwards shows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from chassis.audit import (
    Checkpoint,
    CheckpointInconsistent,
    CheckpointInvalid,
    Signer,
    TreeBroken,
    Verifier,
    record,
    seal_once,
    tree,
    verify,
    witness,
    witnessed_size,
)
from chassis.audit.leaves import leaf
from chassis.audit.tables import audit_checkpoint, audit_entry
from chassis.db import Session, Sessions
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select, text
from transparency import merkle

AT = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def signer() -> Signer:
    return Signer("nanan/testing/audit", Ed25519PrivateKey.generate())


async def write(sessions: Sessions, count: int = 1) -> None:
    async with sessions.begin() as tx:
        for number in range(count):
            await record(
                tx, by="王五", at=AT, action="verify", what="hazard", id=uuid4(),
                changes={"n": number, "z": "é\u2028\"", "a": [None, True]},
            )  # fmt: skip


async def tamper(sessions: Sessions, statement: str) -> None:
    """What somebody with the owner's rights could do."""
    async with sessions.begin() as tx:
        for table in ("audit_entry", "audit_node", "audit_checkpoint"):
            await tx.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        await tx.execute(text(statement))
        for table in ("audit_entry", "audit_node", "audit_checkpoint"):
            await tx.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER ALL"))


async def notes(sessions: Sessions) -> Sequence[str]:
    async with sessions() as tx:
        query = select(audit_checkpoint.c.note).order_by(audit_checkpoint.c.size)
        return (await tx.scalars(query)).all()


@pytest.fixture
async def sealed(sessions: Sessions, signer: Signer) -> Sessions:
    """Eleven entries under two checkpoints."""
    await write(sessions, 6)
    await seal_once(sessions, signer)
    await write(sessions, 5)
    await seal_once(sessions, signer)
    return sessions


async def test_what_is_sealed_verifies(sealed: Sessions, signer: Signer) -> None:
    verdict = await verify(sealed, signer.verifier)

    assert verdict.sound
    assert (verdict.entries, verdict.sealed, verdict.checkpoints) == (11, 11, 2)
    assert await seal_once(sealed, signer) == 0


async def test_new_entries_wait_for_the_next_seal(sealed: Sessions, signer: Signer) -> None:
    await write(sealed)

    verdict = await verify(sealed, signer.verifier)

    assert (verdict.sound, verdict.unsealed) == (True, 1)


@pytest.mark.parametrize(
    ("statement", "kind", "place"),
    [
        ("UPDATE audit_entry SET by = 'nobody' WHERE seq = 4", "entry_changed", 3),
        ("UPDATE audit_entry SET why = 'because' WHERE seq = 1", "entry_changed", 0),
        ("UPDATE audit_entry SET changes = '{}' WHERE seq = 11", "entry_changed", 10),
        ("UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE seq = 2", "entry_changed", 1),
        ("DELETE FROM audit_entry WHERE seq = 5", "entry_missing", 4),
        ("DELETE FROM audit_node WHERE seq = 5", "leaf_missing", 4),
        ("DELETE FROM audit_node WHERE seq > 8", "truncated", 8),
        ("DELETE FROM audit_checkpoint WHERE size = 11", "truncated", 6),
        ("UPDATE audit_checkpoint SET note = replace(note, '6', '7') WHERE size = 6", "note_invalid", 6),
        ("UPDATE audit_checkpoint SET root = decode(repeat('00', 32), 'hex') WHERE size = 6", "root_differs", 6),
    ],
)  # fmt: skip
async def test_verification_names_the_first_thing_that_was_changed(
    sealed: Sessions, signer: Signer, statement: str, kind: str, place: int
) -> None:
    await tamper(sealed, statement)

    verdict = await verify(sealed, signer.verifier)

    assert verdict.problem is not None
    assert (verdict.problem.kind, verdict.problem.place) == (kind, place)


async def test_a_leaf_rewritten_with_its_entry_shows_in_the_root(
    sealed: Sessions, signer: Signer
) -> None:
    await tamper(sealed, "UPDATE audit_entry SET by = 'nobody' WHERE seq = 2")
    async with sealed() as tx:
        row = (await tx.execute(select(audit_entry).where(audit_entry.c.seq == 2))).mappings().one()
    forged = leaf(row).hex()
    await tamper(sealed, f"UPDATE audit_node SET hash = '\\x{forged}' WHERE seq = 2")  # noqa: S608

    verdict = await verify(sealed, signer.verifier)

    assert verdict.problem is not None
    assert (verdict.problem.kind, verdict.problem.place) == ("root_differs", 6)


async def test_a_tree_that_was_tampered_with_is_never_signed_again(
    sealed: Sessions, signer: Signer
) -> None:
    await tamper(
        sealed, "UPDATE audit_node SET hash = decode(repeat('00', 32), 'hex') WHERE level = 3"
    )
    await write(sealed)

    with pytest.raises(TreeBroken):
        await seal_once(sealed, signer)
    assert len(await notes(sealed)) == 2


async def test_an_entry_committed_late_is_sealed_late_and_not_forgotten(
    sessions: Sessions, signer: Signer
) -> None:
    async with sessions() as slow:
        await record(slow, by="slow", at=AT, action="a", what="w", id="1")
        await write(sessions, 3)

        assert await seal_once(sessions, signer) == 3
        await slow.commit()

    assert await seal_once(sessions, signer) == 1
    assert (await verify(sessions, signer.verifier)).sound


async def test_a_number_taken_early_and_written_late_is_sealed_too(
    sessions: Sessions, signer: Signer
) -> None:
    await write(sessions, 2)
    await tamper(sessions, "UPDATE audit_entry SET seq = DEFAULT WHERE seq = 1")
    await seal_once(sessions, signer)
    async with sessions.begin() as tx:
        await tx.execute(
            text(
                "INSERT INTO audit_entry (seq, id, at, by, action, what, what_id, changes)"
                " OVERRIDING SYSTEM VALUE"
                " VALUES (1, gen_random_uuid(), now(), 'x', 'a', 'w', '1', '{}')"
            )
        )

    assert await seal_once(sessions, signer) == 1
    assert (await verify(sessions, signer.verifier)).sound


async def test_entries_of_a_cluster_restored_from_are_sealed_too(
    sealed: Sessions, signer: Signer
) -> None:
    await write(sealed, 2)
    await tamper(sealed, "UPDATE audit_entry SET xid = '999999999999' WHERE seq = 12")
    await tamper(sealed, "UPDATE audit_checkpoint SET horizon = 999999999999")

    assert await seal_once(sealed, signer) == 2
    assert (await verify(sealed, signer.verifier)).sound


async def test_many_entries_are_sealed_in_turns(
    sessions: Sessions, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.audit.sealing.MOST_AT_ONCE", 3)
    await write(sessions, 8)

    assert [await seal_once(sessions, signer) for _ in range(4)] == [3, 3, 2, 0]
    assert (await verify(sessions, signer.verifier)).checkpoints == 3


async def test_an_entry_proves_that_it_is_sealed(sealed: Sessions, signer: Signer) -> None:
    async with sealed() as tx:
        size, root = await tree.newest(tx)
        for row in (await tx.execute(select(audit_entry))).mappings():
            place = await tree.leaf_place(tx, row["seq"])
            assert place is not None
            proof = await tree.prove_inclusion(tx, place, size)
            assert merkle.includes(leaf(row), place, size, proof, root)


async def test_a_witness_takes_what_grew_and_refuses_a_rewritten_past(
    sealed: Sessions, signer: Signer
) -> None:
    first, second = await notes(sealed)
    async with sealed.begin() as tx:
        await witness(tx, signer.verifier, first, [])
        proof = await tree.prove_growth(tx, 6, 11)
        await witness(tx, signer.verifier, second, proof)
        await witness(tx, signer.verifier, second, [])  # seen before: nothing new

        assert await witnessed_size(tx, signer.origin) == 11
        with pytest.raises(CheckpointInconsistent):
            await witness(tx, signer.verifier, first, [])
        other = signer.sign(Checkpoint(signer.origin, 11, bytes(32), AT))
        with pytest.raises(CheckpointInconsistent):
            await witness(tx, signer.verifier, other, [])


async def test_a_witness_believes_only_the_logs_own_key(tx: Session, signer: Signer) -> None:
    stranger = Signer(signer.origin, Ed25519PrivateKey.generate())
    note = stranger.sign(Checkpoint(signer.origin, 1, bytes(32), AT))

    with pytest.raises(CheckpointInvalid):
        await witness(tx, signer.verifier, note, [])


def test_a_note_is_read_as_it_was_signed_and_not_otherwise(signer: Signer) -> None:
    checkpoint = Checkpoint(signer.origin, 7, bytes(range(32)), AT)
    note = signer.sign(checkpoint)
    verifier = Verifier.from_vkey(signer.verifier.vkey)

    assert verifier.open(note) == checkpoint
    assert note.startswith("nanan/testing/audit\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")
    for broken in (
        "", "\n\n", note.replace("\n7\n", "\n8\n"), note.replace("— ", "- "), note[:-5],
        note.replace("nanan", "quanzhou"), note.split("\n\n")[0], "x" + note,
    ):  # fmt: skip
        with pytest.raises(CheckpointInvalid):
            verifier.open(broken)
    for broken in ("", "a+b+c", verifier.vkey[:-4], verifier.vkey.replace("nanan", "x")):
        with pytest.raises(CheckpointInvalid):
            Verifier.from_vkey(broken)


def test_the_key_is_made_once_and_is_nobody_elses_to_read(tmp_path: Path) -> None:
    kept = {"city": "nanan", "name": "x"}

    first, second = (Signer.kept_in(tmp_path / "s", **kept) for _ in range(2))

    assert first.verifier.vkey == second.verifier.vkey
    key, public = tmp_path / "s" / "audit-x.key", tmp_path / "s" / "audit-x.pub"
    assert key.stat().st_mode & 0o777 == 0o600
    assert public.read_text().strip() == first.verifier.vkey
    assert sorted(path.name for path in key.parent.iterdir()) == ["audit-x.key", "audit-x.pub"]

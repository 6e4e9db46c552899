"""Keys, boxes and digests."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from chassis.db import Session
from training_records.domain.refusals import KeysDiffer
from training_records.examples import Register
from training_records.store import vault as vaults
from training_records.store.vault import FILE, Vault

NUMBER = "350583198506150015"


def test_the_first_start_makes_keys_and_later_ones_read_them(tmp_path: Path) -> None:
    first = Vault.open(tmp_path)
    sealed = first.seal(NUMBER, what="identity number", mask="…")

    second = Vault.open(tmp_path)

    assert second.unseal(sealed, what="identity number") == NUMBER
    assert second.digest(NUMBER, what="identity number") == sealed.digest
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_box_shows_nothing_and_equal_numbers_make_different_boxes(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)

    one, two = (vault.seal(NUMBER, what="identity number", mask="…") for _ in range(2))

    assert one.box != two.box
    assert one.digest == two.digest
    assert NUMBER.encode() not in one.box + one.digest
    assert NUMBER not in repr(one)
    assert vault.seals["1"].hex() not in repr(vault)


def test_a_digest_of_one_kind_is_none_of_another(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)

    assert vault.digest(NUMBER, what="phone") != vault.digest(NUMBER, what="identity number")
    with pytest.raises(KeysDiffer):
        vault.unseal(vault.seal(NUMBER, what="phone", mask="…"), what="identity number")


def test_a_new_key_seals_and_the_old_one_still_opens(tmp_path: Path) -> None:
    old = Vault.open(tmp_path).seal(NUMBER, what="phone", mask="…")
    path = tmp_path / FILE
    keys = json.loads(path.read_text())
    other = json.loads(json.dumps(keys))["look_up"]
    path.write_text(json.dumps({**keys, "current": "2", "seal": {**keys["seal"], "2": other}}))

    rotated = Vault.open(tmp_path)

    assert rotated.unseal(old, what="phone") == NUMBER
    assert rotated.seal(NUMBER, what="phone", mask="…").key_id == "2"


def test_a_box_that_was_touched_or_whose_key_is_gone_is_not_opened(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)
    sealed = vault.seal(NUMBER, what="phone", mask="…")
    touched = replace(sealed, box=sealed.box[:-1] + bytes([sealed.box[-1] ^ 1]))

    for broken in (touched, replace(sealed, key_id="0")):
        with pytest.raises(KeysDiffer):
            vault.unseal(broken, what="phone")


async def test_other_keys_are_refused_before_they_open_a_second_file_for_somebody(
    tx: Session, register: Register, tmp_path: Path
) -> None:
    await register(1)

    with pytest.raises(KeysDiffer):
        await vaults.insist(tx, Vault.open(tmp_path))

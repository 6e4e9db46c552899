"""The browser's sealing and the service's are one format: both are held to the same vectors."""

import json
from typing import Any

import pytest
from nacl.bindings import sodium_unpad
from reporting_whistleblower.domain.receipts import Stretching
from reporting_whistleblower.use_cases.receipt_secrets import derive, thread_public_key
from reporting_whistleblower.use_cases.sealing import from_text, key_pair, to_text, unlock, unseal

from tests.web.rig import ROOT, node

VECTORS: dict[str, Any] = json.loads(
    (ROOT / "web" / "packages" / "kit" / "tests" / "vectors.json").read_text("utf-8")
)


@pytest.mark.parametrize("one", VECTORS["sealed"])
def test_libsodium_opens_every_vector(one: dict[str, Any]) -> None:
    private = from_text(one["private"])

    assert to_text(key_pair(private).public) == one["public"]
    plain = unseal(private, from_text(one["sealed"]))
    assert json.loads(sodium_unpad(plain, len(plain))) == one["words"]


def test_libsodium_unlocks_the_vector() -> None:
    one = VECTORS["locked"]
    plain = unlock(from_text(one["key"]), from_text(one["locked"]), context=one["context"])

    assert plain.decode() == one["plain"]


def test_the_service_knows_the_receipt_of_the_vector() -> None:
    given = VECTORS["receipt"]
    how = given["stretching"]
    secrets = derive(given["code"], Stretching(**{**how, "salt": from_text(how["salt"])}))

    assert to_text(secrets.verifier) == given["verifier"]
    assert to_text(secrets.thread_key) == given["thread_key"]
    assert to_text(thread_public_key(secrets)) == given["thread_public_key"]


def test_the_browsers_own_code_meets_them(built: None) -> None:
    done = node("node_modules/vitest/vitest.mjs", "run")

    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    assert "3 passed" in done.stdout

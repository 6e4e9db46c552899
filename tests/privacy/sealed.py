"""What is kept sealed is noise, and opens for those whom it is meant for and for nobody else."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from contracts.demo import demo_id
from reporting_whistleblower.demo.people import PASSPHRASE
from reporting_whistleblower.domain.identity import xor
from reporting_whistleblower.domain.receipts import Stretching
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.stretching import stretched_here

from tests.journeys.whole_system import WholeSystem

REPORTING = "reporting_whistleblower"
ENOUGH = 1024  # bytes: fewer tell nothing of how they were made
COLUMNS = """
SELECT format('%I.%I', table_schema, table_name), column_name FROM information_schema.columns
WHERE data_type = 'bytea' AND table_schema NOT IN ('pg_catalog', 'information_schema')
"""
# Where words, names, numbers, keys and answers lie; each begins with the suite that sealed it.
SEALED = {
    "public.sealed_report.content",
    "public.sealed_report.thread_sealed_key",
    "public.report_key.sealed_key",
    "public.letter.sealed",
    "public.upload.content",
    "public.upload.sealed_key",
    "public.officer_key.wrapped_private",
    "public.confidential_session.sealed_private",
    "public.consent_half.sealed_half",
    "public.escrow_share.first_half",
    "public.escrow_share.second_half",
    "vault.identity.blob",
    "vault.share.first_half",
    "vault.share.second_half",
}


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer's key as a thief would have it who knows the passphrase."""

    key_id: Any
    private: bytes


async def binary_columns(
    system: WholeSystem, databases: Sequence[str]
) -> dict[tuple[str, str], list[bytes]]:
    """Return every column of bytes there is, with the values in it."""
    columns = {}
    for database in databases:
        async with system.database(database) as connection:
            for table, column in await connection.fetch(COLUMNS):
                query = f'SELECT "{column}" FROM {table} WHERE "{column}" IS NOT NULL'  # noqa: S608 - from the catalogue
                values = [bytes(value) for (value,) in await connection.fetch(query)]
                columns[database, f"{table}.{column}"] = values
    return columns


def is_noise(values: Sequence[bytes]) -> bool:
    """Tell whether different values, joined, cannot be written any shorter."""
    joined = b"".join(sorted(set(values)))
    return len(joined) < ENOUGH or len(zlib.compress(joined, 9)) >= len(joined)


async def officer(connection: "asyncpg.Connection[Any]", account: int) -> Officer:
    """Unwrap the key of a demonstration account, by its place in the list."""
    row = await connection.fetchrow(
        "SELECT * FROM officer_key WHERE account_id = $1 AND revoked_at IS NULL",
        demo_id("account", account),
    )
    assert row is not None
    how = Stretching(salt=row["salt"], length=sealing.KEY_BYTES)
    context = f"officer_key:{row['id']}"
    wrapping = stretched_here(PASSPHRASE, how)
    return Officer(row["id"], sealing.unlock(wrapping, row["wrapped_private"], context=context))


async def content_key(
    connection: "asyncpg.Connection[Any]", report: str, who: Officer
) -> bytes | None:
    """Open the report's key with an officer's; None if none of its copies opens."""
    for (sealed,) in await connection.fetch(
        "SELECT sealed_key FROM report_key WHERE report_id = $1", report
    ):
        try:
            return sealing.unseal(who.private, sealed)
        except sealing.DoesNotOpen:
            continue
    return None


async def words_of(connection: "asyncpg.Connection[Any]", report: str, key: bytes) -> list[str]:
    """Return all that was written in a report's thread, with its key."""
    content = await connection.fetchval(
        "SELECT content FROM sealed_report WHERE report_id = $1", report
    )
    letters = await connection.fetch("SELECT sealed FROM letter WHERE report_id = $1", report)
    said = [sealing.unseal_words(key, letter)["text"] for (letter,) in letters]
    return [sealing.unseal_words(key, content)["what"], *said]


async def pictures_of(
    connection: "asyncpg.Connection[Any]", report: str, key: bytes
) -> list[bytes]:
    """Return the photographs of a report, with its key."""
    pictures = []
    for row in await connection.fetch("SELECT * FROM upload WHERE report_id = $1", report):
        own = sealing.unseal(key, row["sealed_key"])
        plain = sealing.unlock(own, row["content"], context=f"upload:{row['id']}")
        pictures.append(sealing.unpadded(plain))
    return pictures


async def identity_of(
    connection: "asyncpg.Connection[Any]", report: str, first: Officer, second: Officer
) -> dict[str, Any] | None:
    """Open an identity with two officers' halves; None if theirs are not the ones."""
    identity = await connection.fetchval("SELECT identity_id FROM report WHERE id = $1", report)
    blob = await connection.fetchval("SELECT blob FROM vault.identity WHERE id = $1", identity)
    for share in await connection.fetch(
        "SELECT * FROM vault.share WHERE identity_id = $1", identity
    ):
        halves = {
            share["first_key_id"]: share["first_half"],
            share["second_key_id"]: share["second_half"],
        }
        if {first.key_id, second.key_id} <= halves.keys() and first != second:
            one, other = (
                sealing.unseal(who.private, halves[who.key_id]) for who in (first, second)
            )
            plain = sealing.unlock(xor(one, other), blob, context=f"identity:{identity}")
            found: dict[str, Any] = json.loads(sealing.unpadded(plain))
            return found
    return None


async def accounts_of(connection: "asyncpg.Connection[Any]", who: Officer) -> list[dict[str, str]]:
    """Return the bank accounts of claims that an officer's key opens."""
    opened = []
    for (written,) in await connection.fetch("SELECT accounts FROM claim"):
        for locked in json.loads(written).values():
            try:
                opened.append(sealing.unseal_words(who.private, sealing.from_text(locked)))
            except sealing.DoesNotOpen:
                continue
    return opened

"""A registry with a million hazards: the demonstration's, over and over."""

from launcher.members import Member

from tests.load.rig import Rig

# Ids that both wrk and pgbench can name by their number.
ID = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))"
_COPIES = f"""
INSERT INTO hazards
SELECT copy.* FROM generate_series(1, $1) AS n
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS nth FROM hazards) AS first
  ON first.nth = n % (SELECT count(*) FROM hazards) + 1
CROSS JOIN LATERAL jsonb_populate_record(NULL::hazards, to_jsonb(first) - 'nth' || jsonb_build_object(
  'id', {ID}, 'number', 'N-' || n, 'lead_id', NULL, 'source_id', NULL, 'previous_id', NULL,
  'ledger_key', NULL, 'reported_at', now() - n * interval '1 minute')) AS copy
"""  # noqa: S608 - our own words


async def fill_registry(rig: Rig, registry: Member, rows: int) -> None:
    """Make so many hazards besides the demonstration's."""
    async with rig.database(registry) as connection:
        await connection.execute(
            "SET statement_timeout = 0; SET session_replication_role = replica"
        )
        await connection.execute("DROP INDEX hazards_words")
        await connection.execute(_COPIES, rows)
        await connection.execute("CREATE INDEX hazards_words ON hazards USING gin (words)")
        await connection.execute("VACUUM (ANALYZE) hazards")
        await connection.execute("CHECKPOINT")

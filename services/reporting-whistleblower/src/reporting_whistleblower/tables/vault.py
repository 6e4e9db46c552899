"""The vault of identities: a schema whose roles may insert, or read what was approved."""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from reporting_whistleblower.domain.identity import Stage, Status
from reporting_whistleblower.tables.columns import TIME, metadata, words_of

identity_request = Table(
    "identity_request",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("report_id", Uuid, ForeignKey("report.id"), nullable=False, index=True),
    Column("identity_id", Uuid, nullable=False),
    Column("area", Text, nullable=False),
    Column("stage", words_of(Stage), nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", Uuid, nullable=False),
    Column("asked_at", TIME, nullable=False),
    Column("expires_at", TIME, nullable=False),
    Column("status", words_of(Status), nullable=False),
    Column("consents", ARRAY(Uuid), nullable=False),
    Column("opened_at", TIME),
)

# A consenting custodian's half of the key, sealed to the handler who asked and to nobody else.
consent_half = Table(
    "consent_half",
    metadata,
    Column("request_id", Uuid, ForeignKey("identity_request.id"), primary_key=True),
    Column("share_id", Uuid, primary_key=True),
    Column("custodian_key_id", Uuid, ForeignKey("officer_key.id"), primary_key=True),
    Column("sealed_half", LargeBinary, nullable=False),
)

identity = Table(
    "identity",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("blob", LargeBinary, nullable=False),
    schema="vault",
)

# The blob's key, split for each two custodians: a random half and its complement.
share = Table(
    "share",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("identity_id", Uuid, nullable=False, index=True),
    Column("first_key_id", Uuid, nullable=False),
    Column("first_half", LargeBinary, nullable=False),
    Column("second_key_id", Uuid, nullable=False),
    Column("second_half", LargeBinary, nullable=False),
    schema="vault",
)


def rights(*, insert_role: str, read_role: str) -> list[str]:
    """Write the grants: one role only adds, the other only reads what two custodians opened."""
    # Which request is meant is a setting of the transaction; what it allows, its row decides.
    named = (
        "EXISTS (SELECT 1 FROM public.identity_request AS asked WHERE asked.identity_id = {id} "
        "AND asked.status IN ({statuses}) "
        "AND asked.id = NULLIF(current_setting('zhiben.identity_request', true), '')::uuid)"
    )
    readable = {
        "identity": named.format(id="identity.id", statuses="'approved'"),
        "share": named.format(id="share.identity_id", statuses="'asked', 'approved'"),
    }
    statements = [
        f'GRANT USAGE ON SCHEMA vault TO "{insert_role}", "{read_role}"',
        f'GRANT USAGE ON SCHEMA public TO "{read_role}"',
        f'GRANT SELECT ON public.identity_request TO "{read_role}"',
    ]
    for table, condition in readable.items():
        statements += [
            f'GRANT INSERT ON vault.{table} TO "{insert_role}"',
            f'GRANT SELECT ON vault.{table} TO "{read_role}"',
            f"ALTER TABLE vault.{table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE vault.{table} FORCE ROW LEVEL SECURITY",
            f'CREATE POLICY add ON vault.{table} FOR INSERT TO "{insert_role}" WITH CHECK (true)',
            f'CREATE POLICY read_approved ON vault.{table} FOR SELECT TO "{read_role}" '
            f"USING ({condition})",
        ]
    return statements


def destroying(*, destroy_role: str) -> list[str]:
    """Write the grants of a third role, which only deletes what a destruction on record names."""
    destroyed = (
        "EXISTS (SELECT 1 FROM public.destruction JOIN public.report "
        "ON report.id = destruction.report_id WHERE report.identity_id = {id})"
    )
    statements = [
        f'GRANT USAGE ON SCHEMA vault, public TO "{destroy_role}"',
        f'GRANT SELECT ON public.destruction, public.report TO "{destroy_role}"',
    ]
    for table, id_ in {"identity": "identity.id", "share": "share.identity_id"}.items():
        condition = destroyed.format(id=id_)
        statements += [
            f'GRANT SELECT ({id_.partition(".")[2]}), DELETE ON vault.{table} TO "{destroy_role}"',
            f'CREATE POLICY find_destroyed ON vault.{table} FOR SELECT TO "{destroy_role}" '
            f"USING ({condition})",
            f'CREATE POLICY destroy ON vault.{table} FOR DELETE TO "{destroy_role}" '
            f"USING ({condition})",
        ]
    return statements

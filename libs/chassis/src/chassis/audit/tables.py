"""The audit tables. Rows are added and never changed: the database itself refuses."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.types import UserDefinedType
from typing_extensions import override

from chassis.db import NAMING
from chassis.ddl import create_statements

metadata = MetaData(naming_convention=NAMING)


class Xid8(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction number, which never wraps."""

    cache_ok = True

    @override
    def get_col_spec(self, **_: object) -> str:
        return "xid8"


audit_entry = Table(
    "audit_entry",
    metadata,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    Column("id", UUID(as_uuid=True), nullable=False, unique=True),
    # Which transaction wrote the row: by it the sealer knows how far back it must look.
    Column("xid", Xid8, nullable=False, server_default=text("pg_current_xact_id()")),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text),
    Column("action", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("what_id", Text, nullable=False),
    Column("why", Text),
    Column("changes", JSONB, nullable=False),
    Column("request_id", Text),
    Index(None, "what", "what_id", "seq"),
    Index(None, "xid"),
)

# The Merkle tree: each complete subtree, level 0 being the entries in the order of their sealing.
audit_node = Table(
    "audit_node",
    metadata,
    Column("level", SmallInteger, primary_key=True, autoincrement=False),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    Column("seq", BigInteger, unique=True),
)

audit_checkpoint = Table(
    "audit_checkpoint",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("note", Text, nullable=False),
    # Entries of transactions numbered below this are all sealed; the sealer looks no further back.
    Column("horizon", BigInteger, nullable=False),
)

# What this service saw of other services' checkpoints.
audit_witness = Table(
    "audit_witness",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("note", Text, nullable=False),
)

_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
""".strip()

_TABLES = (audit_entry, audit_node, audit_checkpoint, audit_witness)


def _guard(table: Table) -> str:
    return (
        f"CREATE TRIGGER {table.name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
        f"ON {table.name} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


AUDIT_DDL: list[str] = [*create_statements(*_TABLES), _REFUSE, *map(_guard, _TABLES)]

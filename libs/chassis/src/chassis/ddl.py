"""Write the SQL that creates a table, so that a migration can run it."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable


def create_statements(*tables: Table) -> list[str]:
    """List one statement for each table and index, in the order given."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    statements = []
    for table in tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        by_name = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in by_name]
    return statements

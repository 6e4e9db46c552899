"""What the plan board showed on a day, frozen."""

from alembic import op
from chassis.ddl import create_statements
from gateway.tables import plan_snapshots

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for statement in create_statements(plan_snapshots):
        op.execute(statement)

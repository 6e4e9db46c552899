"""Alembic's way in."""

from chassis.migrations import run

run()

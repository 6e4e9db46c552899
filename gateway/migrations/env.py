"""Run the gateway's migrations."""

from chassis.migrations import run

run()

"""Let alembic run this service's migrations."""

from chassis import migrations

migrations.run()

"""Projects, inventories and budgets of the villages, campaigns of the subdistrict."""

from chassis.db import Session
from sqlalchemy import text

from tests.rights.things import Place, Thing

TABLES = {
    "project": ("projects", "project_id", "name source note"),
    "inventory": ("inventory_items", "item_id", "name evidence"),
    "campaign": ("campaigns", "campaign_id", "name scope result"),
    "budget": ("budget_lines", "budget_id", "purpose"),
}
TEXTS = {kind: (table, columns) for kind, (table, _, columns) in TABLES.items()}
KINDS = {parameter: kind for kind, (_, parameter, _) in TABLES.items()}
FREE = {"place"}
SHOWS = {"list_projects", "get_project", "list_inventory", "list_campaigns", "list_budgets"}
AREA = {"area": "350583002202"}
BODIES = {
    "change_project": AREA,
    "change_inventory_item": AREA,
    "change_campaign": AREA,
    "change_budget": AREA,
}
VARIANTS = {name: [{"limit": 200}] for name in ("list_projects", "list_inventory", "list_budgets")}


async def things(tx: Session) -> list[Thing]:
    return [
        Thing(kind, {parameter: row.id, "place": 0}, row.id, (Place(row.area),))
        for kind, (table, parameter, _) in TABLES.items()
        for row in await tx.execute(text(f"SELECT id, area FROM {table}"))  # noqa: S608
    ]

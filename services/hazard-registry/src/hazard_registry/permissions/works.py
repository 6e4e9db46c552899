"""Projects, inventories, campaigns and budgets: officials read them, the office and departments keep them."""

from chassis.permissions import By, Row

from hazard_registry.permissions.rows import WHOLE_AREA

KEEP: Row = {
    "office_clerk": By.AREA,
    "department_officer": By.AREA,
    "department_head": By.AREA,
}
VILLAGES: Row = {**KEEP, "village_officer": By.AREA}

ROWS: dict[str, Row] = {
    "list_projects": WHOLE_AREA,
    "get_project": WHOLE_AREA,
    "add_project": KEEP,
    "change_project": KEEP,
    "progress_project": VILLAGES,
    "reach_milestone": VILLAGES,
    "project_history": WHOLE_AREA,
    "import_projects": {"office_clerk": By.AREA},
    "list_inventory": WHOLE_AREA,
    "get_inventory_item": WHOLE_AREA,
    "add_inventory_item": VILLAGES,
    "change_inventory_item": VILLAGES,
    "treat_inventory_item": VILLAGES,
    "inventory_history": WHOLE_AREA,
    "list_campaigns": WHOLE_AREA,
    "get_campaign": WHOLE_AREA,
    "add_campaign": KEEP,
    "change_campaign": KEEP,
    "finish_campaign": KEEP,
    "campaign_history": WHOLE_AREA,
    "list_budgets": WHOLE_AREA,
    "budget_totals": WHOLE_AREA,
    "get_budget": WHOLE_AREA,
    "add_budget": KEEP,
    "change_budget": KEEP,
    "spend_budget": KEEP,
    "budget_history": WHOLE_AREA,
}

"""One-matter chains."""

from chassis.permissions import SIGNED_IN, By, Row

from hazard_registry.permissions.rows import HISTORY

KEEP: Row = {"system_admin": By.ALL, "office_clerk": By.ALL}

ROWS: dict[str, Row] = {
    "list_matters": SIGNED_IN,
    "get_matter": SIGNED_IN,
    "list_key_sectors": SIGNED_IN,
    "add_matter": KEEP,
    "change_matter": KEEP,
    "matter_history": HISTORY,
}

"""The fund."""

from chassis.permissions import By, Row

ROWS: dict[str, Row] = {
    "allocate_fund": {"leader": By.ALL},
    "list_funds": {"payer": By.ALL, "leader": By.ALL, "auditor": By.ALL},
    "list_fund_transfers": {"payer": By.ALL, "leader": By.ALL, "auditor": By.ALL},
    "fund_history": {"payer": By.ALL, "leader": By.ALL, "auditor": By.ALL},
    "check_funds": {"leader": By.ALL, "auditor": By.ALL},
}

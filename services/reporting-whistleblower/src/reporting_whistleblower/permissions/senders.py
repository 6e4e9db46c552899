"""Anybody, without an account."""

from chassis.permissions import PUBLIC, Row

ROWS: dict[str, Row] = {
    "receive_report": PUBLIC,
    "keep_upload": PUBLIC,
    "receipt_parameters": PUBLIC,
    "open_receipt": PUBLIC,
    "add_message": PUBLIC,
    "withdraw_report": PUBLIC,
    "object_to_conclusion": PUBLIC,
    "claim_reward": PUBLIC,
}

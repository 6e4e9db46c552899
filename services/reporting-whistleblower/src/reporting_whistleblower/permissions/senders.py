"""Anybody, without an account."""

from chassis.permissions import PUBLIC, By, Row

POSTERS: Row = {"report_handler": By.AREA, "office_clerk": By.AREA}

ROWS: dict[str, Row] = {
    "receive_report": PUBLIC,
    "receive_sealed_report": PUBLIC,
    "read_form": PUBLIC,
    "read_place": PUBLIC,
    "read_reception": PUBLIC,
    "read_proof_key": PUBLIC,
    "read_work": PUBLIC,
    "begin_upload": PUBLIC,
    "put_chunk": PUBLIC,
    "read_upload_standing": PUBLIC,
    "finish_upload": PUBLIC,
    "keep_upload": PUBLIC,
    "receipt_parameters": PUBLIC,
    "open_receipt": PUBLIC,
    "add_message": PUBLIC,
    "withdraw_report": PUBLIC,
    "object_to_conclusion": PUBLIC,
    "claim_reward": PUBLIC,
    # What officials do for senders.
    "enter_report": {"report_handler": By.AREA, "office_clerk": By.AREA},
    "make_poster": POSTERS,
    "list_posters": POSTERS,
    "read_poster": POSTERS,
    "revoke_poster": POSTERS,
}

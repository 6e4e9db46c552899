"""What must be true of the tables themselves, whatever else changes in them."""

import importlib
from collections.abc import Iterator

import pytest
from chassis.permissions import PUBLIC, SIGNED_IN, By, Row
from gateway.domain.grants import Role

from tests.rights.callers import ROLES

SERVICES = ("hazard_registry", "reporting_whistleblower", "training_records", "enforcement")
TABLES = {
    name: dict(importlib.import_module(f"{name}.permissions").PERMISSIONS)
    for name in (*SERVICES, "gateway")
}
# Nobody is asked who he is: the senders of reports, whoever signs in, the tree of areas, which
# the form for reports needs, and devices, whose signature is all they have.
FOR_ANYBODY = {
    "receive_report", "keep_upload", "receipt_parameters", "open_receipt", "add_message",
    "receive_sealed_report", "read_form", "read_place", "read_reception", "read_proof_key", "read_work",
    "begin_upload", "put_chunk", "read_upload_standing", "finish_upload",
    "withdraw_report", "object_to_conclusion", "claim_reward", "claim_retaliation", "answer_callback",
    "sign_in", "list_areas", "get_area", "read_about",
    "receive_signals",
    # Workers of a unit, who have no account: by the poster's code and their own receipt.
    "read_scheme_poster", "receive_internal_report", "open_internal_receipt", "raise_internal_report",
}  # fmt: skip
LOOKING = (
    "list_", "get_", "read_", "check_", "export_", "find_", "show_", "my_", "case_owed", "count_",
)  # fmt: skip
FIGURES = ("_history", "_statistics", "indicators", "_standing", "_problems", "_totals")
# A long export is a job that its asker may end: it changes nothing but itself.
OWN_EXPORTS = {"start_export", "cancel_job"}


def rows(*services: str) -> Iterator[tuple[str, Row]]:
    for service in services or TABLES:
        yield from TABLES[service].items()


def held(role: str, *services: str) -> set[str]:
    return {name for name, row in rows(*services) if role in row}


def only_looks(operation: str) -> bool:
    return operation.startswith(LOOKING) or operation.endswith(FIGURES) or operation in OWN_EXPORTS


def test_every_role_there_is_is_walked() -> None:
    assert set(ROLES) == set(Role)


def test_no_table_names_a_role_that_nobody_can_be_given() -> None:
    named = {role for _, row in rows() if row not in (PUBLIC, SIGNED_IN) for role in row}

    assert named <= set(Role)


def test_only_these_operations_are_for_anybody() -> None:
    assert {name for name, row in rows() if row is PUBLIC} == FOR_ANYBODY


def test_handling_custody_and_payment_never_meet() -> None:
    handler, custodian, payer = (
        held(role, "reporting_whistleblower") for role in ("report_handler", "custodian", "payer")
    )
    own_keys = {"enrol_key", "revoke_key", "unlock_key", "lock_key", "my_key"}
    requests = {"list_identity_requests", "identity_request_history"}

    assert handler & custodian == own_keys | requests
    assert handler & payer == own_keys
    assert custodian & payer == own_keys


@pytest.mark.parametrize("operation", ["read_report", "read_upload", "open_identity", "add_note"])
def test_only_handlers_read_what_was_reported(operation: str) -> None:
    assert set(TABLES["reporting_whistleblower"][operation]) == {"report_handler"}


def test_who_keeps_reporters_safe_has_no_business_elsewhere() -> None:
    for role in ("custodian", "payer"):
        assert held(role, "hazard_registry", "training_records", "enforcement", "gateway") == set()


def test_rights_are_given_by_who_has_no_other() -> None:
    assert held("security_admin", *SERVICES) == set()
    assert held("system_admin", "gateway") == set()
    assert held("security_admin") & held("system_admin") == set()


def test_an_auditor_only_looks() -> None:
    assert {name for name in held("auditor") if not only_looks(name)} == set()


def test_an_upstream_system_only_looks_and_says_whether_a_message_arrived() -> None:
    assert {name for name in held("integrator") if not only_looks(name)} == {"receive_receipt"}


def test_the_system_administrator_sees_no_case_no_report_no_person() -> None:
    seen = held("system_admin", "reporting_whistleblower", "training_records")
    hazards = {name for name in held("system_admin", "hazard_registry") if "hazard" in name}

    assert seen == set()
    assert hazards == {"hazard_history"}
    assert not {name for name in held("system_admin", "enforcement") if "case" in name}


def test_a_units_people_reach_their_unit_themselves_and_nothing_else() -> None:
    for name, row in rows():
        for role in ("unit_manager", "unit_worker"):
            asks_only = name == "check_ban"
            assert asks_only or row.get(role, By.UNIT) in {By.UNIT, By.SELF}, (name, role)

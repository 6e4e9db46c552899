"""Rows that several areas share."""

from chassis.permissions import By, Row

HANDLERS: Row = {"report_handler": By.AREA}
APPROVERS: Row = {"leader": By.AREA, "department_head": By.AREA}
OFFICERS: Row = {"report_handler": By.AREA, "custodian": By.AREA, "payer": By.AREA}
AUDITORS: Row = {"auditor": By.AREA}

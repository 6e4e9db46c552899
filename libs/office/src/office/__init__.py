"""Spreadsheets in and out, and the identifiers offices write into them. Knows no service."""

"""Files people send: bounded, sniffed, cleaned, and kept under the digest of their content."""

from chassis.attachments.tables import ATTACHMENTS_DDL

__all__ = ["ATTACHMENTS_DDL"]

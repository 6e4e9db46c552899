"""The web clients: built files, kept in memory, sent with strict headers to people nobody asks for a name."""

from gateway.pages.bundle import Bundle
from gateway.pages.serving import Pages

__all__ = ["Bundle", "Pages"]

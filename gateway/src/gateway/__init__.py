"""One door to every service."""

"""As the fake service."""

from hazard_registry.main import create

__all__ = ["create"]

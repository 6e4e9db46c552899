"""Fixtures for the gateway."""

"""Starts the whole system on one machine: real stores, every service, one command."""

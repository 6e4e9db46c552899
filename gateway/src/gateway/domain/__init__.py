"""Accounts, what they are granted, and the sessions they open."""

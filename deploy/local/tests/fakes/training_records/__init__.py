"""A service nobody has written yet."""

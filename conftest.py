"""Every test run, of one file or of all, finds real stores, and tries the same examples again."""

from hypothesis import settings

pytest_plugins = ["launcher.pytest_plugin"]

# `make test` repeats itself; `make fuzz` looks further each time, and prints the seed it looked by.
settings.register_profile("test", derandomize=True, deadline=None)
settings.register_profile("fuzz", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile("test")

"""Every test run, of one file or of all, finds real stores."""

pytest_plugins = ["launcher.pytest_plugin"]

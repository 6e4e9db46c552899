"""People, employments, certificates and screenshots: whose they are, and who sees and moves them."""

from tests.rights.thing_tests import *  # noqa: F403 - the same for every service

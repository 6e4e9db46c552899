"""Who gets in: every operation of the hazard registry × every role."""

from tests.rights.door_tests import *  # noqa: F403 - the same for every service

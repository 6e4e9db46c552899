"""Who gets in: every operation of training × every role."""

from tests.rights.door_tests import *  # noqa: F403 - the same for every service

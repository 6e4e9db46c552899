"""All journeys, gathered in one file: `--dist loadfile` gives it to one worker, with one system."""

from tests.journeys.interruptions import *  # noqa: F403
from tests.journeys.planning import *  # noqa: F403
from tests.journeys.redelivery import *  # noqa: F403
from tests.journeys.refusing import *  # noqa: F403
from tests.journeys.refusing_files import *  # noqa: F403
from tests.journeys.told import *  # noqa: F403

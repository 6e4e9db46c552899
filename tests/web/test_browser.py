"""Every journey in a browser, in one file: whoever runs it starts the system once for all of them."""

from tests.web.citizen_tests import *  # noqa: F403
from tests.web.console_tests import *  # noqa: F403
from tests.web.shell_tests import *  # noqa: F403

"""Let the books say what differs."""

import pytest

pytest.register_assert_rewrite("tests.restore.books")

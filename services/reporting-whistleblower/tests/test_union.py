"""Several people write rows; none overwrites another's unseen."""

import pytest
from reporting_whistleblower.union import united


def test_areas_are_put_together() -> None:
    assert united({"a": 1}, {"b": 2}) == {"a": 1, "b": 2}


def test_a_name_written_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="written twice"):
        united({"a": 1}, {"a": 1})

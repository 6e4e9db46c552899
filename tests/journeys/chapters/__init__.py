"""The chapters of the story, in the order they are told in `story.py`."""

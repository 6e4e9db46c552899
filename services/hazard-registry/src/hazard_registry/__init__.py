"""The database of every major hazard, from every channel, closed item by item."""

"""Units in bulk: imported, exported, merged."""

"""People, their certificates, and whether they may do the work they do."""

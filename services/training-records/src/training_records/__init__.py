"""People, their certificates, and whether they may do a piece of work today."""

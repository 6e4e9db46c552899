"""What goes over HTTP. Kept apart from the domain so that either can change alone."""

"""People, their posts, their certificates, and what follows from dates. Standard library only."""

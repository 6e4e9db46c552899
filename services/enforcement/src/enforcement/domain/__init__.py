"""What bodies, clues, cases and bans are, and what may happen to them. Standard library only."""

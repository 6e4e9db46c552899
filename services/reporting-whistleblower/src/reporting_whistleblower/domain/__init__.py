"""What reports, rewards and keys are, and what may happen to them."""

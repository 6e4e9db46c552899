"""What tells that the gateway has been written."""

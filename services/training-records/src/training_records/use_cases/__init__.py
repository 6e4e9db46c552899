"""What people, events and the clock can have this service do."""

"""What people do with accounts and sessions. Each function runs in the transaction it is given."""

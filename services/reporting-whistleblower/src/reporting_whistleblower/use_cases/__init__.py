"""What people can do. Each function runs inside one transaction it is given."""

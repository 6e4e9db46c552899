"""What people and other services can have enforcement do, each in one transaction it is given."""

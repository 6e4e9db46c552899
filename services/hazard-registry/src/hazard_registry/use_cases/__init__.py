"""What people can do here: one function for each thing, inside one transaction it is given."""

"""HTTP in, HTTP out: one module an aggregate."""

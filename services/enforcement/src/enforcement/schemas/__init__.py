"""What goes over HTTP. What is shown of an entity uses the domain's own value types."""

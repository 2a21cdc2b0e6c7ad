"""Generated clients, at work."""

"""People's paths through the running site, in a real browser."""

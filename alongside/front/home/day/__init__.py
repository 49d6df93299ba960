"""Somebody's day: the tables they sit at, what waits for them, the answers they owe."""

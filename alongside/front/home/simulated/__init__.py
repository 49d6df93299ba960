"""A made-up city, to measure in."""

"""Measures Alongside in made-up cities of several sizes, on both databases: ``make bench``."""

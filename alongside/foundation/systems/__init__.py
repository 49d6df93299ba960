"""Systems at every scale, from a life to a country: purposes, tables, seats."""

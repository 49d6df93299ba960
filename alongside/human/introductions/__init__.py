"""Warm introductions: no wrong door, and nobody lets go before the next has met them."""

"""Visits by story pairs, stories and their tellers, and how tellers learn what came of them."""

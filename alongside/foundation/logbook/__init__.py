"""Everything worth keeping: entries, their words, what they rest on, who may read them."""

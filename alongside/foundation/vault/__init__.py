"""One key a life: seals and opens its words, so that a life can be forgotten for good."""

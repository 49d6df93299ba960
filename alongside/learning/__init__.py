"""Where what was heard becomes understanding, and understanding is tried."""

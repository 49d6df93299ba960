"""What we think is going on, and the ways of seeing it that stay side by side."""

"""A person's or family's own record, and the relationship that walks with them."""

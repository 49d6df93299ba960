"""Who signs in, and the organisations they belong to."""

"""A system's page, and a life's: what is around its purpose."""

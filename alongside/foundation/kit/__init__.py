"""Plain helpers without a domain."""

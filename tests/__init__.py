"""The house rules a machine can check."""

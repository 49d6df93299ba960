"""One settings file; differences come from the environment."""

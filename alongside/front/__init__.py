"""The front door: pages about several rooms at once."""

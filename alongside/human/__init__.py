"""Where people meet: lives, and listening."""

"""A person's day, a system's page, the thread, answers owed, search."""

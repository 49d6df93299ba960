"""What happened, and who looked and why: events in chains that show any change."""

"""What is being tried, what was hoped, what was learnt."""

"""What came of something: back to the voices, forward to what was done."""

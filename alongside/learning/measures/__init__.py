"""Measures for learning, and charts that tell signal from noise."""

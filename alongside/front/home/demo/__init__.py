"""The demo place: what is said in it is data (README.md here), made through the real actions."""

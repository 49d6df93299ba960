"""A sign that a life may have got harder, and the visit that answers it."""

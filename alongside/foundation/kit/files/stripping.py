class NotThat(Exception):
    """These bytes are not what they looked like, or not whole."""

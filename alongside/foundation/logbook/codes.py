"""
The code on a teller's card: 80 bits in Crockford's base 32, in which no letter reads as a digit.

Only its keyed hash is kept, so a code can be read once, when it is made.
"""

import secrets

from alongside.foundation.vault.safe import keyed_hash

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Sixteen letters and digits in fours: ``7K3D-9QWX-…``."""
    letters = "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))


def code_hash(code: str) -> bytes:
    """The 32 bytes kept of a code, however it was typed: small letters, spaces, an O for a 0."""
    plain = "".join(c for c in code.upper().translate(_READ_AS) if c in ALPHABET)
    return keyed_hash("teller code", plain)

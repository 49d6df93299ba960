"""A sound to stand where a voice would: nobody's voice is in the demo."""

import math
import wave
from array import array
from io import BytesIO
from itertools import chain

RATE = 8_000
# Four notes of a kettle coming to the boil, in cycles a second.
NOTES = (220, 247, 294, 370)
LOUD = 6_000


def hum(seconds: float = 1.0) -> bytes:
    """A few quiet notes, each of so many seconds."""
    out = BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        played = chain.from_iterable(_note(note, int(RATE * seconds)) for note in NOTES)
        sound.writeframes(array("h", played).tobytes())
    return out.getvalue()


def _note(note: int, frames: int) -> list[int]:
    """Swelling and dying away, so that it does not click."""
    return [
        round(LOUD * math.sin(math.pi * n / frames) * math.sin(2 * math.pi * note * n / RATE))
        for n in range(frames)
    ]

"""What stands on the same time axis as the points: what was tried, and dated notes."""

from dataclasses import dataclass
from datetime import date

TRIED = "tried"
NOTE = "note"
SAID = "said"


@dataclass(frozen=True, slots=True)
class Mark:
    """
    Something that happened, beside what was counted; it says nothing of why anything moved.

    :param kind: ``tried`` for what was tried, ``note`` for a dated note, ``said`` for what people
        said or noticed then.
    """

    when: date
    text: str
    url: str | None = None
    kind: str = NOTE

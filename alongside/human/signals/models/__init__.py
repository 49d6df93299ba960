"""The nouns of signs: a source and what it says, a knock, what is asked of a source."""

from .kept import signs_kept
from .knocks import How, Knock, Knocks, Mark, Month
from .pauses import Pause, Pauses, Says
from .sealing import BECAUSE, WHO, open_sealed, seal
from .sources import PARTS, SOURCE, Gateway, Heard, Sign, Source, Token, said_of

__all__ = [
    "BECAUSE",
    "PARTS",
    "SOURCE",
    "WHO",
    "Gateway",
    "Heard",
    "How",
    "Knock",
    "Knocks",
    "Mark",
    "Month",
    "Pause",
    "Pauses",
    "Says",
    "Sign",
    "Source",
    "Token",
    "open_sealed",
    "said_of",
    "seal",
    "signs_kept",
]

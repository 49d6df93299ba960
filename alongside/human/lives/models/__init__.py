"""The nouns of a life and of who walks alongside it, a file a noun."""

from .agreements import AGREEMENT, QUESTION, Agreement, Question, Said
from .finding import IDENTITY, Answer, Identity, Known, Looking, hashed, match, may_be
from .freedoms import FREEDOM, Backing, Backs, Freedom
from .lines import CONVERSATION, LINE, Conversation, Heading, Line, PutRight
from .merging import Merged, leading, not_leading, one_person
from .relationships import (
    REACHING,
    Ended,
    Ending,
    Means,
    Offer,
    Reaching,
    Relationship,
    SaidHow,
    TooMany,
    WayBack,
    Wish,
)

__all__ = [
    "AGREEMENT",
    "CONVERSATION",
    "FREEDOM",
    "IDENTITY",
    "LINE",
    "QUESTION",
    "REACHING",
    "Agreement",
    "Answer",
    "Backing",
    "Backs",
    "Conversation",
    "Ended",
    "Ending",
    "Freedom",
    "Heading",
    "Identity",
    "Known",
    "Line",
    "Looking",
    "Means",
    "Merged",
    "Offer",
    "PutRight",
    "Question",
    "Reaching",
    "Relationship",
    "Said",
    "SaidHow",
    "TooMany",
    "WayBack",
    "Wish",
    "hashed",
    "leading",
    "match",
    "may_be",
    "not_leading",
    "one_person",
]

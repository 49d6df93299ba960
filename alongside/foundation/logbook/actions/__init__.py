"""The verbs of the logbook, split by noun."""

from .asks import answer_ask, ask
from .attachments import attach, attach_all
from .entries import Draft, expire, lower, widen, withdraw, write, write_many
from .promises import (
    answer,
    bring_news,
    let_bring,
    make_card,
    offer,
    promise,
    read_news,
    take_on,
    voice,
)
from .sending import SentBefore, once
from .words import add_words, drop_words

__all__ = [
    "Draft",
    "SentBefore",
    "add_words",
    "answer",
    "answer_ask",
    "ask",
    "attach",
    "attach_all",
    "bring_news",
    "drop_words",
    "expire",
    "let_bring",
    "lower",
    "make_card",
    "offer",
    "once",
    "promise",
    "read_news",
    "take_on",
    "voice",
    "widen",
    "withdraw",
    "write",
    "write_many",
]

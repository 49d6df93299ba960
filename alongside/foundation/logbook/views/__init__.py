"""The pages of the logbook: asking and answering, sharing more widely, keeping closer."""

from .answers import answer, answer_voice, let_bring, take_on
from .asks import answer_ask, ask, ask_of, asks
from .attachments import attachment
from .sharing import lower, widen, withdraw

__all__ = [
    "answer",
    "answer_ask",
    "answer_voice",
    "ask",
    "ask_of",
    "asks",
    "attachment",
    "let_bring",
    "lower",
    "take_on",
    "widen",
    "withdraw",
]

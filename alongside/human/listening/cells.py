"""What each cell of a row means, or a sentence saying why it cannot mean that."""

from collections.abc import Mapping
from datetime import date

from alongside.foundation.kit.csvfiles import Wrong, day_written, either, plain
from alongside.foundation.kit.text import clean, excerpt

# How people write how a story may be used.
USES = {
    "close": "close|kept close|keep close|just us|private|confidential|do not share|don t share",
    "learn": "learn|learn from it|learn from it don t repeat it|learn from it do not repeat it"
    "|learning only|internal|internal only|do not quote|don t quote",
    "quoted": "quoted|quoted without my name|quote without name|quote without my name|anonymous"
    "|anonymously|anonymised|anonymized|without name|without my name|quote anonymously"
    "|yes anonymously",
    "open": "open|public|open to anyone",
}
# Where nothing is said of how a story may be used.
UNSAID = "learn"
MOST_WORDS = 20_000
MOST_REFERENCE = 200
EARLIEST = date(1900, 1, 1)
_USE_OF = {name: use for use, said in USES.items() for name in said.split("|")}


def words_in(cell: str) -> str:
    """:raises Wrong: if there are none, or far too many, or some that could not be read."""
    if len(cell) > MOST_WORDS * 2:
        raise Wrong(f"The story is longer than {MOST_WORDS:,} characters.")
    words = clean(cell)
    if not words:
        raise Wrong("There is no story in this row.")
    if len(words) > MOST_WORDS:
        raise Wrong(f"The story is longer than {MOST_WORDS:,} characters.")
    if "\ufffd" in words:
        raise Wrong("The story has characters that could not be read. Save the file as UTF-8.")
    return words


def day_in(cell: str, today: date) -> date | None:
    """:raises Wrong: if it is no day, or not yet, or before anybody's memory."""
    text = clean(cell[:60])
    if not text:
        return None
    day = day_written(text)
    if day is None:
        written = "2026-03-31, 31/03/2026 or 31 March 2026"
        raise Wrong(f"“{excerpt(text, 30)}” is not a day. Write it as {written}.")
    if day > today:
        raise Wrong(f"{day.isoformat()} is still to come.")
    if day < EARLIEST:
        raise Wrong(f"{day.isoformat()} is too long ago.")
    return day


def use_in(cell: str) -> str:
    """:raises Wrong: if it is none of the ways a story may be used."""
    text = plain(clean(cell[:200]))
    if not text:
        return UNSAID
    if text not in _USE_OF:
        ways = "close, learn, quoted or open"
        raise Wrong(f"“{excerpt(text, 40)}” is no way a story may be used. Write {ways}.")
    return _USE_OF[text]


def category_in(cell: str, categories: Mapping[str, str]) -> str:
    """:raises Wrong: if it is none of the categories."""
    text = plain(clean(cell[:200]))
    if not text:
        return ""
    if text not in categories:
        allowed = either(dict.fromkeys(filter(None, categories.values())))
        raise Wrong(f"“{excerpt(text, 40)}” is no category. Write {allowed}, or nothing.")
    return categories[text]


def reference_in(cell: str) -> str:
    """:raises Wrong: if it is too long to be one."""
    if len(cell) > MOST_REFERENCE * 2 or len(reference := clean(cell)) > MOST_REFERENCE:
        raise Wrong(f"The reference is longer than {MOST_REFERENCE} characters.")
    return reference

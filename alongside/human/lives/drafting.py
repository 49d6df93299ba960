"""
Drafts of what an office asks for, from what was already said, so that nobody says it twice.

What is asked for is a TOML file a place can edit. Each thing asked for says where it may come from:
what somebody is known by, or words said in their life. A draft always says where it came from, is
only ever put forward for somebody to check, and may stay empty. A calculation: files and words in,
drafts out.

    asked = read(Path("returns/hclic.toml"))
    drafts = draft(asked, {"known.born": "1984-03-09"}, [Said("3 March 2026", "…")])
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.foundation.kit.text import excerpt

LINE, DAY, ONE, SEVERAL = "line", "day", "one", "several"
KINDS = {LINE, DAY, ONE, SEVERAL}
# Where something may come from without anybody having to read what was said.
SOURCES = {
    "known.name",
    "known.first",
    "known.last",
    "known.first_initial",
    "known.last_initial",
    "known.born",
    "known.postcode",
    "life.begun",
}
NOT_SO = re.compile(r"\b(?:no|not|never|without|nobody|nothing|none|\w+n['’]t)\b", re.IGNORECASE)
QUOTES, LONGEST = 3, 300


class Unusable(Exception):
    """A file of what is asked for cannot be used. The message says which and why."""


@dataclass(frozen=True)
class Answer:
    """One of a few answers there are, and the words that point to it."""

    code: str
    label: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """One thing asked for."""

    code: str
    label: str
    kind: str = LINE
    source: str = ""  # where it may come from
    note: str = ""
    answers: tuple[Answer, ...] = ()
    confirmed_by: str = ""  # the public document that says it is asked for


@dataclass(frozen=True)
class Return:
    """What one office asks for, as far as is known here."""

    slug: str
    name: str
    for_whom: str
    not_all: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Said:
    """Words said in a life, and when."""

    when: str
    words: str
    of: str = ""  # where they stand, for whoever asks


@dataclass(frozen=True)
class Draft:
    """What could stand there, and where it came from. Both may be empty."""

    asked: Asked
    value: str | list[str] = ""
    known: bool = False
    quotes: tuple[Said, ...] = ()


def read(path: Path) -> Return:
    """:raises Unusable: if it is not such a file; the message is for whoever edited it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found = Return(
            slug=path.stem,
            name=data["name"],
            for_whom=data["for_whom"],
            not_all=data.get("not_all", ""),
            asked=tuple(_asked(each) for each in data["asked"]),
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unusable(f"{path.name} cannot be read: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise Unusable(f"{path.name} lacks {error}, or has it in the wrong place.") from error
    except Unusable as error:
        raise Unusable(f"{path.name}: {error}") from error
    if len({each.code for each in found.asked}) < len(found.asked):
        raise Unusable(f"{path.name}: two things have the same code.")
    return found


def _asked(data: Mapping[str, Any]) -> Asked:
    answers = tuple(
        Answer(each["code"], each["label"], tuple(each.get("said", ())))
        for each in data.get("answers", ())
    )
    asked = Asked(
        code=data["code"],
        label=data["label"],
        kind=data.get("kind", LINE),
        source=data.get("from", ""),
        note=data.get("note", ""),
        answers=answers,
        confirmed_by=data.get("confirmed_by", ""),
    )
    if asked.kind not in KINDS:
        raise Unusable(f"{asked.code} is a “{asked.kind}”; it can be {', '.join(sorted(KINDS))}.")
    if asked.source and asked.source not in SOURCES:
        known = ", ".join(sorted(SOURCES))
        raise Unusable(f"{asked.code} comes from “{asked.source}”; it can come from {known}.")
    if bool(answers) != (asked.kind in (ONE, SEVERAL)):
        raise Unusable(f"{asked.code} has answers to choose from, or needs some.")
    return asked


def known_of(name: str, born: str, postcode: str, begun: str) -> dict[str, str]:
    """What may be put forward without reading anything that was said."""
    words = name.split()
    first, last = (words[0], words[-1]) if len(words) > 1 else (name, "")
    return {
        "known.name": name,
        "known.first": first,
        "known.last": last,
        "known.first_initial": first[:1].upper(),
        "known.last_initial": last[:1].upper(),
        "known.born": born,
        "known.postcode": postcode,
        "life.begun": begun,
    }


def draft(asked: Return, known: Mapping[str, str], said: Sequence[Said]) -> list[Draft]:
    """What could stand under each thing asked for, in order."""
    return [_draft(each, known, said) for each in asked.asked]


def _draft(asked: Asked, known: Mapping[str, str], said: Sequence[Said]) -> Draft:
    if value := known.get(asked.source, ""):
        return Draft(asked, value, known=True)
    if not asked.answers:
        return Draft(asked)
    pointing = {answer.code: _pointing(answer, said) for answer in asked.answers}
    found = [code for code, quotes in pointing.items() if quotes]
    quotes = list(dict.fromkeys(quote for code in found for quote in pointing[code]))[:QUOTES]
    if asked.kind == SEVERAL:
        return Draft(asked, found, quotes=tuple(quotes))
    # Where what was said points two ways, nothing is put forward: both are shown.
    return Draft(asked, found[0] if len(found) == 1 else "", quotes=tuple(quotes))


def _pointing(answer: Answer, said: Iterable[Said]) -> list[Said]:
    """Sentences with one of its phrases in them, that do not say it is not so."""
    if not answer.said:
        return []
    phrases = re.compile(
        "|".join(rf"\b{re.escape(phrase)}\b" for phrase in answer.said), re.IGNORECASE
    )
    return [
        Said(each.when, excerpt(sentence, LONGEST), each.of)
        for each in said
        for sentence in re.split(r"(?<=[.!?…])\s+|\n+", each.words)
        if phrases.search(sentence) and not NOT_SO.search(sentence)
    ]

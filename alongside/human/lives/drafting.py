"""
Drafts of what an office asks for, from what was already said, so that nobody says it twice.

What is asked for is a TOML file a place can edit. Each thing asked for says where to look: what
somebody is known by and days that are written down are put forward; words that were said, by what
they are about, the heading they stand under or a phrase in them, are shown beside, for somebody to
check and choose. No answer of a list is ever chosen from words: that would be a guess. A
calculation: files and words in, drafts out.

    asked = read(Path("returns/hclic.toml"))
    drafts = draft(asked, {"known.born": "1984-03-09"}, [Said("3 March 2026", "…", about="home")])
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    "life.alongside",
}
# Where words may bear on it: what they are about, and the headings of what matters. A duty of law
# is what is written down of one within an introduction.
ABOUT = {"general", "home", "money", "health", "family", "work", "safety", "duty"}
HEADINGS = {
    *("important", "people", "strengths", "hopes", "communicate", "wellness", "please", "support"),
    "also",
}
QUOTES, LONGEST = 6, 300


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
    source: str = ""  # what is put forward, if it is written down
    about: tuple[str, ...] = ()  # words about this bear on it
    headings: tuple[str, ...] = ()  # and so do those under these headings
    words: tuple[str, ...] = ()  # and any with one of these phrases in them
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
    """Words said in a life, when, and whose they are."""

    when: str
    words: str
    of: str = ""  # where they stand, for whoever asks
    whose: str = ""
    about: str = ""
    heading: str = ""
    part: str = ""  # which of the words that stand there
    place: int = 0  # and which sentence of them

    @property
    def slug(self) -> str:
        return ".".join(filter(None, [self.of, self.part, str(self.place)]))


@dataclass(frozen=True)
class Draft:
    """What could stand there, and where it came from. Both may be empty."""

    asked: Asked
    value: str = ""
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
        about=_among(data, "about", ABOUT),
        headings=_among(data, "headings", HEADINGS),
        words=tuple(data.get("words", ())),
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


def _among(data: Mapping[str, Any], field: str, known: set[str]) -> tuple[str, ...]:
    said = tuple(data.get(field, ()))
    if set(said) - known:
        raise Unusable(
            f"{data['code']} has {field} “{', '.join(sorted(set(said) - known))}”; there are "
            f"{', '.join(sorted(known))}."
        )
    return said


def known_of(name: str, born: str, postcode: str, begun: str, since: str = "") -> dict[str, str]:
    """
    What may be put forward without reading anything that was said.

    :param since: the day from which the one who walks alongside has done so.
    """
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
        "life.alongside": since,
    }


def draft(asked: Return, known: Mapping[str, str], said: Sequence[Said]) -> list[Draft]:
    """
    What could stand under each thing asked for, in order, and the words that bear on it.

    :param said: the newest first.
    """
    return [
        Draft(each, known.get(each.source, ""), quotes=_bearing(each, said)) for each in asked.asked
    ]


def _bearing(asked: Asked, said: Sequence[Said]) -> tuple[Said, ...]:
    """First single sentences with one of its phrases in them; then what is said to be about it."""
    phrases = _phrases(asked)
    found = [
        replace(one, words=excerpt(sentence, LONGEST), place=place)
        for one in said
        for place, sentence in enumerate(re.split(r"(?<=[.!?…])\s+|\n+", one.words), start=1)
        if phrases is not None and phrases.search(sentence)
    ]
    told = {(one.of, one.part) for one in found}
    found += [
        replace(one, words=excerpt(one.words, LONGEST))
        for one in said
        if (one.about in asked.about or one.heading in asked.headings)
        and (one.of, one.part) not in told
    ]
    return tuple(found[:QUOTES])


def _phrases(asked: Asked) -> re.Pattern[str] | None:
    phrases = [*asked.words, *(phrase for answer in asked.answers for phrase in answer.said)]
    if not phrases:
        return None
    return re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in phrases), re.IGNORECASE)

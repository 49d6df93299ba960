"""
What a source may say, and what it may not: a message in, a sign or a sentence out. A calculation.

A sign carries what happened, when, until when it may stand, and the least that tells whose door to
knock at. Anything else is refused, and an amount, a balance, a score or a risk before all.

    sign = read(body, date(2026, 11, 22))
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from alongside.foundation.kit.text import clean
from alongside.foundation.kit.words import gettext as _
from alongside.foundation.kit.words import gettext_noop

# How long a sign may stand at the most, and how old what it says may be.
MOST_DAYS = 90
OLDEST_DAYS = 366
FIELDS = ("what", "when", "expires", "who")
WHO = ("reference", "name", "address", "born")
# The least that tells whose door it is: one of these, and no more.
LEAST = (("reference",), ("name", "address"), ("name", "born"))
MOST = {"reference": 64, "name": 120, "address": 200, "what": 40}
MOST_BYTES = 4_000

# What weighs somebody; and what says how much, which a name may have for other reasons.
MEASURES = (
    r"amounts?|balances?|scor(e|es|ed|ing)|risks?|ratings?|rank(s|ed|ing)?|grades?|bands?|levels?"
    r"|priorit(y|ies)|severity|probabilit(y|ies)|likelihood|predict(ed|ion|ions)?|propensity"
    r"|percent(age)?|threshold|segment|vulnerab(le|ility)|index|decile|tier|points?"
)
SUMS = (
    r"sums?|totals?|arrears|debts?|ow(e|es|ed|ing)|paid|payments?|cost|value|pounds?|gbp"
    r"|cohort|flags?"
)
NEVER = re.compile(f"{MEASURES}|{SUMS}")
_MEASURE = re.compile(MEASURES)
NEVER_TAKEN = gettext_noop(
    "A sign carries no amount, balance, score, rank or risk. Say only what happened; the person "
    "says the rest themselves."
)
_MONEY = re.compile(r"[£$€]|\b(gbp|pounds?|pence)\b", re.I)
# What nobody is called and no street either, near enough: whoever is may be sent by a reference.
_NO_NAME = re.compile(
    r"risk(s|y)?|scor(e|es|ed|ing)|ratings?|balances?|amounts?|arrears|debts?|debtors?"
    r"|ow(e|es|ed|ing)|unpaid|likely|unlikely|likelihood|probability|priority|severity|percent"
    r"|vulnerable|predict(ed|ion)|threshold|hundreds?|thousands?|pounds?"
)
_BAND = re.compile(r"\bband [a-h]\b")
_REFERENCE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_FIGURES = 6  # fewer, and nothing else, could be an amount
_MARKS = " .,'’‘`-"  # between the letters of a name
_NAMES = 8
_IN_AN_ADDRESS = re.compile(r"[\w ,.'’&()/#-]+")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})\b", re.I)
_COUNTRY = re.compile(r"[\s,.]*(UK|United Kingdom|England|Wales|Scotland|Northern Ireland)?", re.I)


class Wrong(ValueError):
    """A message that is no sign; the sentence depends on the message alone."""


@dataclass(frozen=True)
class Who:
    """The least that tells whose door to knock at, as the source knows them."""

    reference: str = ""
    name: str = ""
    address: str = ""
    born: str = ""  # a day as YYYY-MM-DD

    @property
    def day_of_birth(self) -> date | None:
        return date.fromisoformat(self.born) if self.born else None

    @property
    def postcode(self) -> str:
        found = _POSTCODE.search(self.address)
        return f"{found[1]} {found[2]}".upper() if found else ""

    def written(self) -> str:
        """As text that can be sealed, and read again with ``who_was``."""
        return json.dumps({k: v for k, v in asdict(self).items() if v}, ensure_ascii=False)

    def ways(self, source: str) -> set[str]:
        """Every way of naming them here, written plainly, so that the same one comes out the same.

        :param source: whose reference it is: two systems may use the same one for two people.
        """
        told = {
            "reference": [source, self.reference],
            "address": [self.name, self.postcode or self.address],
            "born": [self.name, self.born],
        }
        needed = {"reference": self.reference, "address": self.address, "born": self.born}
        return {
            f"{which}|{'|'.join(map(_plainly, told[which]))}" for which in told if needed[which]
        }


@dataclass(frozen=True)
class Saying:
    """One sign, as a source said it."""

    what: str
    on: date
    until: date
    who: Who


def who_was(text: str) -> Who:
    return Who(**json.loads(text))


def read(body: bytes, today: date) -> Saying:
    """
    A message in JSON.

    :raises Wrong: if it is anything but what is asked for.
    """
    if len(body) > MOST_BYTES:
        raise Wrong(_("A message is %(n)s bytes at the most.") % {"n": f"{MOST_BYTES:,}"})
    try:
        said = json.loads(body.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except Wrong:
        raise
    except (ValueError, RecursionError) as error:
        raise Wrong(_("This is not JSON in UTF-8.")) from error
    if not isinstance(said, dict):
        raise Wrong(_("Send one object, with what, when, expires and who."))
    only(said, FIELDS)
    who = said.get("who")
    if not isinstance(who, dict):
        raise Wrong(_("Say who: a reference, a name and address, or a name and day of birth."))
    only(who, WHO)
    return saying({**_strings(said, but="who"), **_strings(who)}, today)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Wrong(_("Something is said twice in this message."))
    return found


def _no_number(_text: str) -> Any:
    raise Wrong(_(NEVER_TAKEN))


def measures_somebody(words: str) -> bool:
    """Whether a sign, as who keeps the source words it, is a number or a score after all."""
    named = any(_MEASURE.fullmatch(word) for word in words_in(words))
    return named or bool(_MONEY.search(words) or re.search(r"\d", words))


def only(said: Iterable[str], known: Iterable[str]) -> None:
    """:raises Wrong: if something is named that is not asked for; an amount or a score by name."""
    unknown = sorted(set(said) - set(known))
    if any(NEVER.fullmatch(word) for name in unknown for word in words_in(name)):
        raise Wrong(_(NEVER_TAKEN))
    if unknown:
        asked = ", ".join(known)
        raise Wrong(_("Only these are asked for: %(these)s. Send nothing else.") % {"these": asked})


def words_in(name: str) -> list[str]:
    """``arrearsBalance`` and ``arrears_balance`` both say ``arrears balance``."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.findall(r"[a-z]+", apart.lower())


def _strings(said: Mapping[str, Any], but: str = "") -> dict[str, str]:
    told = {field: value for field, value in said.items() if field != but}
    if any(isinstance(value, int | float) for value in told.values()):
        raise Wrong(_(NEVER_TAKEN))
    if not all(isinstance(value, str) for value in told.values()):
        raise Wrong(_("Each answer is text in quotation marks."))
    return told


def saying(told: Mapping[str, str], today: date) -> Saying:
    """
    A sign from its fields as text, whether out of a message or the row of a file.

    :raises Wrong: if it is anything but what is asked for.
    """
    what = told.get("what", "")
    if not re.fullmatch(r"[a-z0-9-]{1,40}", what):
        raise Wrong(
            _("Say what: one of the signs agreed with this source, such as missed-payment.")
        )
    on, until = _day(told, "when"), _day(told, "expires")
    if on > today or on < today - timedelta(days=OLDEST_DAYS):
        raise Wrong(_("When is the day it happened: today, or a day of the last year."))
    if not today < until <= today + timedelta(days=MOST_DAYS):
        raise Wrong(_("Expires is a day to come, within %(n)s days.") % {"n": MOST_DAYS})
    return Saying(what, on, until, _who(told))


def _day(told: Mapping[str, str], field: str) -> date:
    text = told.get(field, "")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise Wrong(_("Write %(field)s as a day: 2026-03-31.") % {"field": field})
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Wrong(_("Write %(field)s as a day: 2026-03-31.") % {"field": field}) from error


def _who(told: Mapping[str, str]) -> Who:
    said = {field: _line(told[field]) for field in WHO if told.get(field, "").strip()}
    if tuple(said) not in LEAST:
        raise Wrong(
            _(
                "Say who in one of these ways and no other: a reference; a name and an address; a "
                "name and a day of birth."
            )
        )
    for field, words in said.items():
        _may_be(field, words)
    return Who(**said)


def _may_be(field: str, words: str) -> None:
    """:raises Wrong: naming the field; it depends on the words alone, whoever they are about."""
    most = MOST.get(field, 10)
    if len(words) > most:
        too_long = _("The %(field)s is longer than %(n)s characters.")
        raise Wrong(too_long % {"field": field, "n": most})
    if _MONEY.search(words) or (field == "name" and re.search(r"\d", words)):
        has = _("The %(field)s has one.")
        raise Wrong(f"{_(NEVER_TAKEN)} {has % {'field': field}}")
    if _weighs_somebody(words):
        has = _(
            "The %(field)s has a word for one. If that is what somebody is called, send the "
            "reference."
        )
        raise Wrong(f"{_(NEVER_TAKEN)} {has % {'field': field}}")
    _FORMATS[field](words)


def _weighs_somebody(words: str) -> bool:
    found = re.findall(r"[^\W\d_]+", words.casefold())
    return any(_NO_NAME.fullmatch(word) for word in found) or bool(_BAND.search(" ".join(found)))


def _reference(words: str) -> None:
    if not _REFERENCE.fullmatch(words) or not re.search(r"\d", words):
        raise Wrong(_("A reference is letters, figures and dashes, with a figure among them."))
    if words.isdigit() and len(words) < _FIGURES:
        raise Wrong(
            _("A reference of figures alone has %(n)s or more: fewer could be a sum.")
            % {"n": _FIGURES}
        )


def _name(words: str) -> None:
    letters = [c for c in words if c not in _MARKS and not unicodedata.combining(c)]
    if not letters or not all(c.isalpha() for c in letters) or len(words.split()) > _NAMES:
        raise Wrong(_("A name is letters, in %(n)s words at the most.") % {"n": _NAMES})


def _address(words: str) -> None:
    codes = list(_POSTCODE.finditer(words))
    if not codes or not _COUNTRY.fullmatch(words[codes[-1].end() :]):
        raise Wrong(_("An address ends with its postcode: 3 Elm Street, Gateshead NE8 1AA."))
    if not _IN_AN_ADDRESS.fullmatch(words):
        raise Wrong(_("An address is letters, figures and the marks between them."))


def _born(words: str) -> None:
    if not date(1900, 1, 1) <= _day({"born": words}, "born") <= date.max:
        raise Wrong(_("Write born as a day: 1984-03-31."))


_FORMATS = {"reference": _reference, "name": _name, "address": _address, "born": _born}


def _line(words: str) -> str:
    if len(words) > 1_000:
        raise Wrong(_("What you say of who it is is far too long."))
    if "\x00" in words or "\ufffd" in words:
        raise Wrong(_("There are characters in this that nobody can read."))
    return " ".join(clean(words).split())


def _plainly(words: str) -> str:
    """Small letters and figures without accents, spaces or marks, and without a title before."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    plain = re.findall(r"\w+", "".join(c for c in apart if not unicodedata.combining(c)))
    if len(plain) > 1 and plain[0] in {"mr", "mrs", "ms", "miss", "mx", "dr"}:
        plain = plain[1:]
    return "".join(plain)

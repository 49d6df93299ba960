"""
Template tags every page can use without loading them; the README beside this folder lists them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zlib import crc32

from django import forms, template
from django.forms import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.foundation.kit import clocks
from alongside.foundation.ui import controls, cycle, stations, thread

register = template.Library()
FACES = 8


# --- forms ------------------------------------------------------


@register.simple_tag
def control(field: BoundField) -> controls.Control:
    return controls.control(field)


@register.inclusion_tag("ui/errors.html")
def errors_of(form: forms.BaseForm, *others: forms.BaseForm) -> dict[str, Any]:
    """The error summary of one form or several: ``{% errors_of form %}``."""
    return {"mistakes": [m for each in (form, *others) for m in controls.mistakes(each)]}


@register.inclusion_tag("ui/questions.html", takes_context=True)
def questions(
    context: Context, form: forms.BaseForm, button: str = "", cancel: str = "", action: str = ""
) -> dict[str, Any]:
    """A whole form with its error summary: ``{% questions form button=_("Keep this") %}``."""
    return {
        "form": form,
        "button": button or _("Go on"),
        "cancel": cancel,
        "action": action,
        "drafts": any("data-draft" in field.field.widget.attrs for field in form),
        "csrf_token": context.get("csrf_token"),
    }


# --- people and words -------------------------------------------


@register.simple_tag
def face(name: str, small: bool = False) -> SafeString:
    """Initials in a circle; the same person always has the same colour."""
    words = str(name).split()
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"
    colour, size = crc32(str(name).encode()) % FACES, " face--small" if small else ""
    # By itself, not by a template: there is one beside every name.
    shown = '<span class="face face--{}{}" aria-hidden="true">{}</span>'
    return format_html(shown, colour, size, initials)


@register.inclusion_tag("ui/quote.html")
def quote(words: str, by: str = "", station: str = "") -> dict[str, Any]:
    """Somebody's words, looking like somebody's words."""
    return {"words": in_quotes(words), "by": by, "station": station}


@register.filter
def in_quotes(words: str) -> str:
    """“Words” in quotation marks, once."""
    words = str(words).strip()
    return words if words[:1] in '“‘"' and words else f"“{words}”"


@register.inclusion_tag("ui/card.html")
def card(
    words: str,
    kind: str = "",
    station: str = "",
    meta: str = "",
    url: str = "",
    link: str = "",
    said: bool = False,
) -> dict[str, Any]:
    """Something from the thread on a card; ``said`` for words in quotation marks."""
    return {
        "words": in_quotes(words) if said else words,
        "kind": kind,
        "station": station,
        "meta": meta,
        "url": url,
        "link": link,
        "said": said,
    }


@register.inclusion_tag("ui/tag.html")
def tag(text: str) -> dict[str, Any]:
    """A word or two in a small rounded label."""
    return {"text": text}


@register.inclusion_tag("ui/tag.html")
def station_tag(station: str, text: str = "") -> dict[str, Any]:
    """The name of a station (or ``text``) in the station's colour."""
    return {"text": text or stations.NAMES.get(station, ""), "station": station}


@register.filter
def had_for(since: datetime | None) -> str:
    """How long somebody has had something: "12 days". Clocks run up."""
    return clocks.had_for(since) if since else ""


@register.filter
def on_day(day: date | datetime | None) -> str:
    """3 March 2026."""
    return clocks.on_day(day) if day else ""


# --- drawings ---------------------------------------------------


@register.inclusion_tag("ui/cycle.html")
def learning_cycle(drawn: cycle.Cycle, name: str = "cycle") -> dict[str, Any]:
    """
    The learning cycle around a purpose, as a drawing and as the list that says the same.

    ``name`` tells two of them on one page apart.
    """
    none = not drawn.purpose.strip()
    purpose = _("No purpose in people’s own words yet") if none else in_quotes(drawn.purpose)
    said_by = "" if none else drawn.said_by
    if none and drawn.url:
        said_by = _("Write it, in their words")
    around = [replace(station, words=_words_at(station)) for station in drawn.stations]
    whole = replace(drawn, purpose=purpose, said_by=said_by, stations=around)
    return {"drawing": cycle.draw(whole, _("Purpose")), "none": none, "name": name}


def _words_at(station: cycle.Station) -> str:
    if not station.words:
        return _("Nothing here yet")
    return in_quotes(station.words) if station.said else station.words


@register.inclusion_tag("ui/thread.html")
def thread_drawing(
    drawing: thread.Drawing,
    name: str = "thread",
    label: str = "",
    kind: str = "",
    skip_to: str = "",
) -> dict[str, Any]:
    """
    A thread that ``ui.thread.draw`` has laid out; put the list that says the same beside it. With
    ``kind`` "narrow" or "wide" it is shown where there is little room, or much; ``skip_to`` is the
    id of the list, for whoever would tab through all of it.
    """
    label = label or _("Drawing of the thread; the list says the same")
    said = {"name": name, "label": label, "kind": kind, "skip_to": skip_to}
    return {"drawing": drawing, **said}


@register.filter
def unlocalised(number: float) -> str:
    """A number as SVG wants it, whatever the language of the page."""
    return f"{number:g}"


@register.filter
def ink_of(station: str) -> str:
    """The colour of a station, for the attributes of a drawing."""
    return stations.INKS.get(station, stations.INK)


# --- where things are -------------------------------------------


@register.inclusion_tag("ui/within.html")
def within(places: Iterable[Any], kind: str = "") -> dict[str, Any]:
    """ "Within Gateshead, and Public service reform": pairs of (name, url), url may be empty."""
    return {"places": list(places), "kind": kind}


@register.inclusion_tag("ui/older.html", takes_context=True)
def older(context: Context, page: Any, text: str = "") -> dict[str, Any]:
    """A link to the older page of a ``kit.paging.Page``, keeping what else was asked for."""
    asked = QueryDict(mutable=True)
    if request := context.get("request"):
        asked.update(request.GET)
    asked["before"] = str(page.older)
    return {"older": page.older, "query": asked.urlencode(), "text": text or _("Older")}


@register.inclusion_tag("ui/summary.html")
def summary(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Rows of (what, words) or (what, words, url, link text)."""
    return {"rows": rows}


# --- blocks: {% box "Around the table" %}…{% endbox %} ----------


@register.simple_block_tag(takes_context=True)
def box(context: Context, content: str, heading: str = "") -> SafeString:
    """A white box with a heading, mostly for the side of a page."""
    return _around(context, "ui/box.html", content, heading)


@register.simple_block_tag(takes_context=True)
def details(context: Context, content: str, heading: str) -> SafeString:
    """More words for those who want them, opened by a click."""
    return _around(context, "ui/details.html", content, heading)


@register.simple_block_tag(takes_context=True)
def nothing_yet(context: Context, content: str) -> SafeString:
    """What a page says where there is nothing yet, and what somebody could do about it."""
    return _around(context, "ui/nothing.html", content, "")


def _around(context: Context, name: str, content: str, heading: str) -> SafeString:
    engine = context.template.engine  # type: ignore[union-attr]
    with context.push(content=content, heading=heading):
        return engine.get_template(name).render(context)

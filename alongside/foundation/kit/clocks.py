"""Clocks run up, never down: how long somebody has had something, in words."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .words import dated


def had_for(since: datetime, now: datetime | None = None) -> str:
    """How long since ``since`` in words, in whole calendar days, weeks or months of this place."""
    today, then = days_of([now or timezone.now(), since])
    return days_in_words((today - then).days)


def days_in_words(days: int) -> str:
    """A number of days as a person would say it."""
    if days <= 0:
        return _("since today")
    if days == 1:
        return _("since yesterday")
    if days < 21:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if days < 70:
        return ngettext("%(n)d week", "%(n)d weeks", days // 7) % {"n": days // 7}
    months = round(days / 30.44)
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def days_of(moments: Iterable[datetime]) -> list[date]:
    """The day each was on in this place, which is looked up once for all of them."""
    here = timezone.get_current_timezone()
    return [timezone.localtime(at, here).date() for at in moments]


def as_moment(at: datetime) -> datetime:
    """A moment as SQL written out gives it: SQLite leaves out that it is in UTC."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def on_day(day: date | datetime) -> str:
    """A day as people write it: 3 March 2026."""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return dated(day, "j F Y")

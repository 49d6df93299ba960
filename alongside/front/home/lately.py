"""When something was, as one would say it in passing."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.kit.words import dated
from alongside.foundation.logbook.models import Entry


def lately(entry: Entry) -> str:
    """
    When it was written down: today, yesterday, Tuesday, 3 March 2026; only the month of what was
    shared more widely.
    """
    return entry.when if entry.month_only else day_said(timezone.localdate(entry.at))


def told(entry: Entry) -> str:
    """When it was told or done, which may be long before somebody wrote it down."""
    return day_said(entry.on) if entry.on and not entry.month_only else lately(entry)


def day_said(day: date) -> str:
    """A day near today by its name, any other by its date."""
    ago = (timezone.localdate() - day).days
    if ago == 0:
        return _("today")
    if ago == 1:
        return _("yesterday")
    return dated(day, "l") if 1 < ago < 7 else on_day(day)


def day_ahead(day: date) -> str:
    """A day to come as one would say it: today, tomorrow, on Thursday, on 3 March 2026."""
    ahead = (day - timezone.localdate()).days
    if ahead == 0:
        return _("today")
    if ahead == 1:
        return _("tomorrow")
    return _("on %(day)s") % {"day": dated(day, "l") if 1 < ahead < 7 else on_day(day)}

"""What was expected and what was counted, as sentences: the numbers, and what they do not say."""

from dataclasses import dataclass
from datetime import date

from alongside.foundation.kit.words import dated, ngettext
from alongside.foundation.kit.words import gettext as _

from .comparing import MOVING, NO_SIGNAL, TOO_FEW, Compared


@dataclass(frozen=True, slots=True)
class PowerSays:
    """
    How soon a change would show, by about which day, and whether that is before the day to decide.

    :param soon_enough: None where nobody can say; nor is there a day then.
    """

    sentence: str
    soon_enough: bool | None = None
    by: date | None = None

    @property
    def when(self) -> str:
        """ "That is by about 3 March 2026." Empty where there is no more to say."""
        day = {"day": dated(self.by, "j F Y")} if self.by else {}
        if day and self.soon_enough is False:
            says = _(
                "That is by about %(day)s, after the day you named to decide: a later day, or "
                "counting more often, would tell more."
            )
            return says % day
        if self.soon_enough is False:
            return _(
                "That is after the day you named to decide: a later day, or counting more often, "
                "would tell more."
            )
        return _("That is by about %(day)s.") % day if day else ""


def plain(number: float) -> str:
    """A number as people say it: 12, 41.5, 0.25."""
    places = 0 if abs(number) >= 1000 else 1 if abs(number) >= 10 else 2
    said = f"{round(number, places) + 0.0:,.{places}f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def with_unit(number: float, unit: str) -> str:
    return f"{plain(number)}{unit if unit == '%' else f' {unit}' if unit else ''}"


def middles(compared: Compared, unit: str) -> str:
    """ "The middle of the 12 points before it was 62 weeks; of the 9 since, it is 41 weeks." """
    if compared.before is None or compared.after is None:
        return how_many(compared)
    return _(
        "The middle of the %(n)s points before it was %(before)s. The middle of the %(m)s since is "
        "%(after)s: %(moved)s."
    ) % {
        "n": f"{compared.n_before:,}",
        "m": f"{compared.n_after:,}",
        "before": with_unit(compared.before, unit),
        "after": with_unit(compared.after, unit),
        "moved": _moved(compared.before, compared.after, unit),
    }


def _moved(before: float, after: float, unit: str) -> str:
    by = _shown(after) - _shown(before)
    unit = _("percentage points") if unit == "%" else unit
    if not by:
        return _("about the same")
    said = {"size": with_unit(abs(by), unit)}
    return _("%(size)s higher") % said if by > 0 else _("%(size)s lower") % said


def _shown(number: float) -> float:
    return float(plain(number).replace(",", ""))


def moved(compared: Compared, unit: str) -> str:
    """ "It is 4 weeks lower." Nothing is said of too few points, or of what was moving."""
    silent = compared.result in (TOO_FEW, MOVING)
    if silent or compared.before is None or compared.after is None:
        return ""
    return _("It is %(moved)s.") % {"moved": _moved(compared.before, compared.after, unit)}


def how_many(compared: Compared) -> str:
    before = ngettext(
        "There is %(n)s point before it", "There are %(n)s points before it", compared.n_before
    ) % {"n": f"{compared.n_before:,}"}
    since = ngettext("and %(n)s since.", "and %(n)s since.", compared.n_after) % {
        "n": f"{compared.n_after:,}"
    }
    return f"{before} {since}"


def caution(compared: Compared) -> str:
    """What has to be said with a result that says little."""
    if compared.result == TOO_FEW:
        enough = {"before": compared.enough_before, "after": compared.enough_after}
        takes = _("It takes at least %(before)s before it and %(after)s since to say anything.")
        return f"{how_many(compared)} {takes % enough}"
    if compared.result == MOVING:
        return _(
            "The points were moving before the change began, so what came after cannot be told "
            "from what was coming anyway."
        )
    if compared.result == NO_SIGNAL:
        return _("Points like these move as far as that by chance.")
    return ""


def no_power_says(reason: str, size: float, unit: str) -> str:
    """ "Too few points to say: … So nobody knows yet how soon a change of 4 weeks would show." """
    says = _("So nobody knows yet how soon a change of %(size)s would show.")
    return f"{reason} {says % {'size': _size(size, unit)}}"


def _size(size: float, unit: str) -> str:
    return with_unit(size, _("percentage points") if unit == "%" else unit)


def power_says(points: int | None, size: float, unit: str) -> str:
    """ "With your history, a change of 4 weeks would show after about 9 points." """
    said = {"size": _size(size, unit)}
    if points is None:
        return (
            _("With your history, a change of %(size)s would be lost among the usual ups and downs")
            + "."
        ) % said
    return ngettext(
        "With your history, a change of %(size)s would show after about %(n)s point.",
        "With your history, a change of %(size)s would show after about %(n)s points.",
        points,
    ) % {**said, "n": f"{points:,}"}


def looks_again(until: date | None, decide_on: date | None, *, due: bool) -> str:
    """When something that goes on is looked at again: the day agreed, the day to decide, or any."""
    if until:
        return _("We’ll look at it again on %(day)s.") % {"day": dated(until, "j F Y")}
    if not decide_on:
        return _("We look at it again whenever we learn something.")
    day = {"day": dated(decide_on, "j F Y")}
    if due:
        return _("The day you named to decide has come: %(day)s.") % day
    return _("We decide what to do with it on %(day)s.") % day

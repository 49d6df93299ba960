"""Can I tell them? One plain question, and beneath it exactly who, what, what for, until when."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import Category, Seat
from alongside.foundation.systems.rules import NOBODY_TO_NAME, somebody_at
from alongside.foundation.ui.fields import Choice, Day, Email, Line, Pick, Several

SORTED, DAY = "sorted", "day"
SEVERAL_MONTHS = timedelta(days=91)


def _organisations() -> list[tuple[str, str]]:
    rows = Organisation.objects.order_by("name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


class _Maybe(Pick):
    """One of several ways to say who."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class _MaybeEmail(Email):
    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class ShareForm(forms.Form):
    """Who is to know, about what, what for, and until when."""

    use_required_attribute = False
    holder = _Maybe(
        label=gettext_lazy("Who is to know?"),
        help_text=gettext_lazy("Somebody who is alongside already."),
        nothing=gettext_lazy("Somebody else"),
        missing=gettext_lazy("Choose somebody from the list"),
    )
    email = _MaybeEmail(
        label=gettext_lazy("A person’s e-mail address"),
        help_text=gettext_lazy("The whole address, exactly."),
    )
    organisation = _Maybe(
        label=gettext_lazy("Or a whole organisation"),
        help_text=gettext_lazy("Everybody who works there will know. One person is closer."),
        choices=_organisations,
        nothing=gettext_lazy("No organisation"),
        missing=gettext_lazy("Choose an organisation from the list"),
    )
    about = Several(
        label=gettext_lazy("What may they know about?"),
        help_text=gettext_lazy("Only what they need. You can ask for more another day."),
        choices=[(value or "general", capfirst(label)) for value, label in Category.choices],
        missing=gettext_lazy("Tick what they may know about"),
    )
    purpose = Line(
        label=gettext_lazy("What for?"),
        help_text=gettext_lazy("Begin with “to”: “to put the rent right”."),
        missing=gettext_lazy("Write what it is for"),
        called=gettext_lazy("What it is for"),
        most=160,
    )
    how_long = Choice(
        label=gettext_lazy("Until when?"),
        choices=[
            (SORTED, gettext_lazy("Until it is sorted")),
            (DAY, gettext_lazy("Until a day")),
        ],
        hints={
            SORTED: gettext_lazy("We ask again in three months, or on the day you write below."),
            DAY: gettext_lazy("It ends by itself at the end of that day."),
        },
        missing=gettext_lazy("Choose until when"),
        initial=SORTED,
    )
    day = Day(
        label=gettext_lazy("Which day?"),
        help_text=gettext_lazy("A year from now at most. For example, 31 3 2027"),
        required=False,
    )

    def __init__(self, *args: Any, by: Person, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        by_holder = {str(seat.holder.pk): seat.holder for seat in seats}
        self.known = by_holder
        holder: Any = self.fields["holder"]
        if by_holder:
            holder.offer([(pk, str(who)) for pk, who in by_holder.items()])
            self.fields["email"].label = _("Or another person’s e-mail address")
        else:
            del self.fields["holder"]
            self.fields["email"].label = _("Who is to know? Their e-mail address")
        self.recipient: Person | Organisation | None = None

    def clean_day(self) -> datetime | None:
        day: date | None = self.cleaned_data["day"]
        if day is None:
            return None
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today"))
        if day > timezone.localdate() + timedelta(days=364):
            raise forms.ValidationError(_("A yes is for a year at most. Choose an earlier day"))
        return timezone.make_aware(datetime.combine(day, time.max))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._one_of_them(given)
        if given.get("how_long") == DAY and not given.get("day") and "day" not in self.errors:
            self.add_error("day", _("Write the last day"))
        return given

    def _one_of_them(self, given: dict[str, Any]) -> None:
        ways = [way for way in ("holder", "email", "organisation") if given.get(way)]
        first = "holder" if "holder" in self.fields else "email"
        if len(ways) != 1:
            if not set(self.errors) & {"holder", "email", "organisation"}:
                self.add_error(first, _("Say who is to know: one at a time"))
            return
        self.recipient = self._found(ways[0], given[ways[0]])
        if self.recipient is None:
            self.add_error(ways[0], NOBODY_TO_NAME)

    def _found(self, way: str, value: str) -> Person | Organisation | None:
        if way == "holder":
            return self.known.get(value)
        if way == "organisation":
            found: Organisation | None = Organisation.objects.filter(pk=UUID(value)).first()
            return found
        return somebody_at(value, self.by)

    @property
    def categories(self) -> list[str]:
        return ["" if each == "general" else each for each in self.cleaned_data["about"]]

    def asked(self, *, by_themselves: bool) -> str:
        """The one question, put together from what was chosen, so that it says neither more nor
        less than what the yes will give."""
        words = {
            "who": self.recipient,
            "about": spoken(self.categories),
            "purpose": self.cleaned_data["purpose"].rstrip(".?"),
            "until": self._until_in_words(),
        }
        if by_themselves:
            return _("Can %(who)s know about your %(about)s, %(purpose)s, %(until)s?") % words
        return _("Can I tell %(who)s about your %(about)s, %(purpose)s, %(until)s?") % words

    def _until_in_words(self) -> str:
        if self.cleaned_data["how_long"] == SORTED:
            return _("until it is sorted")
        return _("until %(day)s") % {"day": on_day(self.cleaned_data["day"])}

    def terms(self) -> dict[str, Any]:
        """The whole of it, as it is kept."""
        day = self.cleaned_data["day"]
        ends = self.cleaned_data["how_long"] == DAY
        return {
            "recipient": self.recipient,
            "categories": self.categories,
            "purpose": self.cleaned_data["purpose"],
            "until": day if ends else None,
            "ask_again": day or timezone.now() + SEVERAL_MONTHS,
        }


def spoken(categories: Iterable[str]) -> str:
    """What it is about, as one would say it: "home and rent, and money and benefits"."""
    labels = [str(Category(each).label) for each in categories]
    if len(labels) < 2:
        return "".join(labels)
    return _("%(first)s, and %(last)s") % {"first": ", ".join(labels[:-1]), "last": labels[-1]}


class RenewForm(forms.Form):
    day = Day(
        label=gettext_lazy("Until when now?"),
        help_text=gettext_lazy("A year from now at most. For example, 31 3 2027"),
        missing=gettext_lazy("Write until when"),
    )

    def clean_day(self) -> datetime:
        day: date = self.cleaned_data["day"]
        if not timezone.localdate() < day <= timezone.localdate() + timedelta(days=364):
            raise forms.ValidationError(_("Choose a day after today, within a year"))
        return timezone.make_aware(datetime.combine(day, time.max))

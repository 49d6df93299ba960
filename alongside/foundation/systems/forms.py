from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.ui.fields import Choice, Day, Email, Line, Pick, Words
from alongside.foundation.ui.widgets import figures

from .models import Part, Reader, Role, Scale, Seat, System
from .rules import somebody_at

NAME = 120
SAID_BY = 200

SCALE_HINTS = {
    Scale.LIFE: _("A person, a family or a group, and the people who walk alongside them."),
    Scale.TEAM: _("A few people who do a piece of work together."),
    Scale.ORGANISATION: _("One organisation, with its own purpose and its own people."),
    Scale.PLACE: _("Something a place makes happen together, across organisations."),
    Scale.COUNTRY: _("What whole countries hold: laws, money, rules for everybody."),
}

ROLE_HINTS = {
    Role.PERSON: _("They read all of it, and it is theirs to decide."),
    Role.LEAD: _("They hold this table together with the person."),
    Role.STEWARD: _("They hold the table: they invite, and may end a seat."),
}
AROUND = _("They read and write what is addressed to the table.")


class ScaleForm(forms.Form):
    scale = Choice(
        label=_("What is it the system of?"),
        choices=[(value, capfirst(label)) for value, label in Scale.choices],
        hints=SCALE_HINTS,
        missing=_("Choose what it is the system of"),
    )


class FoundForm(forms.Form):
    """How a team, an organisation, a place's system or a country's begins."""

    name = Line(
        label=_("What is it called?"),
        missing=_("Write what it is called"),
        called=_("Its name"),
        most=NAME,
    )
    purpose = Words(
        label=_("What is it for?"),
        help_text=_(
            "In the words of the people it is for, as near as you can: “Help me steady my life "
            "before it gets worse.” It can change as you learn."
        ),
        called=_("What it is for"),
        most=500,
        rows=3,
        draft="purpose",
        required=False,
    )
    said_by = Line(
        label=_("Whose words are these?"),
        help_text=_("For example, “people in arrears, at the community centre”."),
        called=_("Whose words they are"),
        most=SAID_BY,
        required=False,
    )
    boundary = Words(
        label=_("Where does it end?"),
        help_text=_("What you look at together, and what you leave to others for now."),
        called=_("Where it ends"),
        most=1_000,
        rows=3,
        draft="boundary",
        required=False,
    )
    as_what = Line(
        label=_("What are you here as?"),
        help_text=_(
            "For example, “council tax team” or “lives on the estate”. "
            "Anybody who signs in here can read it."
        ),
        called=_("What you are here as"),
        most=NAME,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("purpose") and not given.get("said_by") and "said_by" not in self.errors:
            self.add_error("said_by", _("Write whose words these are"))
        return given


def _organisations() -> list[tuple[str, str]]:
    rows = Organisation.objects.order_by("name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


class _EitherEmail(Email):
    """One of several ways to say who: the form sees to it that one of them is answered."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class _EitherPick(Pick):
    """The same, from a list."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class _Whom(forms.Form):
    """Somebody by e-mail address, or an organisation from the list: one of the two."""

    use_required_attribute = False
    email = _EitherEmail(
        label=_("A person’s e-mail address"), help_text=_("The whole address, exactly.")
    )
    organisation = _EitherPick(
        label=_("Or an organisation"),
        choices=_organisations,
        nothing=_("No organisation"),
        missing=_("Choose an organisation from the list"),
    )

    def clean_organisation(self) -> Organisation | None:
        pk = self.cleaned_data["organisation"]
        return Organisation.objects.filter(pk=UUID(pk)).first() if pk else None

    def _one_of_two(self, given: dict[str, Any], neither: Any, both: Any) -> None:
        if self.errors:
            return
        if not (given.get("email") or given.get("organisation")):
            self.add_error("email", neither)
        if given.get("email") and given.get("organisation"):
            self.add_error("organisation", both)


class InviteForm(_Whom):
    name = Line(
        label=_("What is their name?"),
        help_text=_("They get a message that says how to sign in, and nothing about this."),
        called=_("Their name"),
        most=NAME,
        required=False,
    )
    role = Choice(label=_("What will their seat be?"), missing=_("Choose what their seat will be"))
    as_what = Line(
        label=_("As what are they here?"),
        help_text=_("For example, “benefits specialist”."),
        called=_("What they are here as"),
        most=NAME,
        required=False,
    )
    for_what = Line(
        label=_("What for?"),
        help_text=_("For example, “to put the claim right”."),
        called=_("What they are here for"),
        most=SAID_BY,
        required=False,
    )
    until = Day(
        label=_("Until when?"),
        help_text=_("Their last day here, if you know it now. For example, 31 7 2027"),
        required=False,
    )
    field_order = [
        "email", "name", "organisation", "role", "as_what", "for_what", "until",
    ]  # fmt: skip

    def __init__(self, *args: Any, system: System, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._of("role").choices = [(role, capfirst(Role(role).label)) for role in roles]
        if not system.is_life:
            self.fields["as_what"].help_text = _(
                "For example, “benefits specialist”. Anybody who signs in here can read it, so use "
                "the words they would use of themselves."
            )
        self._of("role").widget.hints = {Role.MEMBER.value: AROUND} | {
            role.value: hint for role, hint in ROLE_HINTS.items()
        }
        self.fields["role"].initial = Role.PERSON if system.is_life else Role.MEMBER
        self.fields["organisation"].help_text = _(
            "Everybody who belongs to it sits here through it, whoever joins it later too."
        )

    def _of(self, name: str) -> Any:
        return self.fields[name]

    def clean_until(self) -> datetime | None:
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("Their last day must be today or later"))
        return timezone.make_aware(datetime.combine(day, time.max))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._one_of_two(
            given,
            _("Write their e-mail address, or choose an organisation"),
            _("Invite a person or an organisation, one at a time"),
        )
        # Asked whether or not they are new here: nobody is told which by an address alone.
        if given.get("email") and not given.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write their name"))
        if given.get("organisation") and given.get("role") in (Role.PERSON, Role.LEAD):
            self.add_error("role", _("Only a person can have this seat, not an organisation"))
        return given

    def seated(self) -> dict[str, Any]:
        """What kind of seat it is to be."""
        given = self.cleaned_data
        return {name: given[name] for name in ("role", "as_what", "for_what", "until")}


class ExcludeForm(_Whom):
    holder = _EitherPick(
        label=_("Somebody around the table"),
        nothing=_("Nobody from the table"),
        missing=_("Choose somebody from the list"),
    )
    field_order = ["holder", "email", "organisation"]

    def __init__(self, *args: Any, by: Reader, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.person: Person | None = None
        self.seats = {str(seat.pk): seat for seat in seats}
        holder: Any = self.fields["holder"]
        if self.seats:
            holder.offer([(pk, seat.holder) for pk, seat in self.seats.items()])
            self.fields["email"].label = _("Or somebody else’s e-mail address")
        else:
            del self.fields["holder"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.person = somebody_at(email, self.by) if email else None
        return email

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        named = [name for name in self.fields if given.get(name)]
        if not self.errors and len(named) != 1:
            first = next(iter(self.fields))
            self.add_error(named[-1] if named else first, _("Say no to one at a time: choose who"))
        return given

    def whom(self) -> dict[str, Any]:
        """The person or the organisation it is said to."""
        seat = self.seats.get(self.cleaned_data.get("holder", ""))
        if seat is not None:
            return {"person": seat.person, "organisation": seat.organisation}
        return {"person": self.person, "organisation": self.cleaned_data["organisation"]}

    @property
    def address(self) -> str:
        """The address of nobody they can name, if it is said to one."""
        return "" if self.person else self.cleaned_data["email"]


class WordForm(forms.Form):
    """A new version of what a system is called, is for, or where it ends."""

    words = Words(
        label=_("What is it for?"),
        missing=_("Write the words"),
        called=_("The words"),
        most=500,
        rows=4,
        draft="wording",
    )
    said_by = Line(
        label=_("Whose words are these?"),
        help_text=_("For example, “people in arrears, at the community centre”."),
        missing=_("Write whose words these are"),
        called=_("Whose words they are"),
        most=SAID_BY,
    )

    def __init__(self, *args: Any, part: str, is_life: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if part == Part.NAME:
            self.fields["words"] = Line(
                label=self._name(is_life),
                missing=_("Write the name"),
                called=_("The name"),
                most=NAME,
            )
            del self.fields["said_by"]
            return
        if part == Part.BOUNDARY:
            self.fields["words"].label = _("Where does it end?")
            self.fields["words"].help_text = _(
                "What you look at together, and what you leave to others for now."
            )
            self.fields["said_by"].required = False
        elif is_life:
            self.fields["words"].label = _("What matters?")
            self.fields["words"].help_text = _("In the words it was said in.")

    def _name(self, is_life: bool) -> Any:
        return _("What do they like to be called?") if is_life else _("What is it called?")


class WithinForm(forms.Form):
    outer = Pick(label=_("Within what does it sit?"), missing=_("Choose what it sits within"))

    def __init__(self, *args: Any, systems: Iterable[System], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outer: Any = self.fields["outer"]
        outer.offer([(str(system.pk), system.name) for system in systems])


class HideBelowForm(forms.Form):
    smallest = Line(
        label=_("Which is the smallest number of people that is shown?"),
        help_text=_("From 3 to 20. Five is usual in health and care."),
        missing=_("Write the smallest number that is shown"),
        most=4,
    )

    def clean_smallest(self) -> int:
        """A number, or nothing that any place could settle on: the verb says what can be."""
        return figures(self.cleaned_data["smallest"])

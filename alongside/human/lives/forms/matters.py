"""What matters, a conversation, putting something right."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.addressing import AddressedForm
from alongside.foundation.logbook.models import Reach
from alongside.foundation.people.models import Organisation
from alongside.foundation.ui.fields import Choice, Day, Files, Line, Once, Pick, Words, Yes
from alongside.human.lives.models import Heading

NAME = 120
OWN, NOTED = "own", "noted"

# The standard's own helping questions, in plain words.
HINTS = {
    Heading.IMPORTANT: _("What makes a good day? What must nobody take from me?"),
    Heading.PEOPLE: _("Who do I turn to? Who turns to me? Animals count."),
    Heading.STRENGTHS: _("What am I good at? What have I come through?"),
    Heading.HOPES: _("What would I like more of? What would I try?"),
    Heading.COMMUNICATE: _("How do I like to be spoken to? What helps me to say it?"),
    Heading.WELLNESS: _("How am I when I am well? How can you tell when I am not?"),
    Heading.PLEASE: _("What helps? What should nobody do?"),
    Heading.SUPPORT: _("When do I want help, with what, and how?"),
    Heading.ALSO: _("Anything else that helps to know me."),
}


class LineForm(AddressedForm):
    """One line of what matters."""

    heading = Pick(
        label=_("Under what?"),
        choices=Heading.choices,
        missing=_("Choose what it belongs under"),
    )
    words = Words(
        label=_("The words"),
        missing=_("Write the words"),
        called=_("The words"),
        most=2_000,
        rows=4,
        draft="line",
    )
    own_words = Choice(
        label=_("Whose words are these?"),
        choices=[(OWN, _("Their own words")), (NOTED, _("How I understood it"))],
        hints={NOTED: _("Your name stands beside it, so that they can put it right.")},
        missing=_("Choose whose words these are"),
    )
    supported_by = Line(
        label=_("Did somebody help to write this?"),
        help_text=_("Their name, if so."),
        called=_("Their name"),
        most=NAME,
        required=False,
    )
    field_order = ["heading", "words", "own_words", "supported_by", "category", "reach"]

    def __init__(self, *args: Any, own: bool, heading: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heading in Heading.values:
            self.fields["heading"].widget = forms.HiddenInput()
            self.fields["heading"].initial = heading
            self.fields["words"].label = Heading(heading).label
            self.fields["words"].help_text = HINTS[Heading(heading)]
            self.fields["words"].widget.attrs["data-draft"] = f"line-{heading}"
        if own:
            # What the person writes here is in their own words.
            del self.fields["own_words"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given.pop("others", None)
        if "own_words" in self.fields:
            given["own_words"] = given.get("own_words") == OWN
        return given


class _OrSpoken(Words):
    """Words, unless they are said instead: the form sees to it that one of the two is there."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class NoteForm(AddressedForm):
    """A conversation: one box; everything else may be left as it is."""

    use_required_attribute = False
    once = Once()
    words = _OrSpoken(
        label=_("What did you talk about?"),
        help_text=_("As near to their words as you can. A few lines will do."),
        called=_("What you write"),
        most=8_000,
        rows=6,
        draft="conversation",
    )
    spoken = Files(
        label=_("Or say it, and keep the recording"),
        help_text=_("It is sealed like the words."),
        accept="audio/*",
        required=False,
    )
    matters = Words(
        label=_("Did they say what matters to them?"),
        help_text=_("In their own words. It goes to the top of their page."),
        called=_("What matters"),
        most=2_000,
        rows=2,
        draft="matters",
        required=False,
    )
    heading = Pick(
        label=_("What does it belong under?"),
        choices=Heading.choices,
        missing=_("Choose what it belongs under"),
        initial=Heading.IMPORTANT.value,
    )
    there = Line(
        label=_("Who was there?"),
        help_text=_("For example, “her sister, on the phone”."),
        called=_("Who was there"),
        most=NAME,
        required=False,
    )
    on = Day(
        label=_("On another day than today?"),
        help_text=_("For example, 3 3 2026"),
        past=True,
        required=False,
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reach" in self.fields:
            self.fields["reach"].initial = Reach.US.value
        self.fields["spoken"].widget.attrs |= {"capture": "user"}
        if own:
            self.fields["words"].label = _("What did we talk about?")
            self.fields["words"].help_text = _("A few lines will do.")
            self.fields["matters"].label = _("Did I say what matters to me?")
            self.fields["matters"].help_text = _("It goes to the top of my page.")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given.pop("others", None)
        spoken = given.get("spoken")
        if not self.errors and not given.get("words") and not spoken:
            self.add_error("words", _("Write a few words, or say them"))
        return given


class RightForm(forms.Form):
    """
    How it really is, in the person's words.

    :param now: what stands there, where it is put into the box, for one line of it to be changed.
    """

    words = Words(
        label=_("How is it really?"),
        help_text=_("In the person’s own words."),
        missing=_("Write how it is, or say that it is not so any more"),
        called=_("The words"),
        most=8_000,
        rows=5,
        draft="right",
        required=False,
    )
    gone = Yes(label=_("It is not so any more: put it away"), required=False)

    def __init__(self, *args: Any, own: bool, now: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["words"].initial = now
        if own:
            self.fields["words"].help_text = _("In your own words.")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        same = bool(self.now) and given.get("words") == self.now
        if same and given.get("gone"):
            given["words"] = ""
        elif same:
            self.add_error(
                "words", _("That is what it says now. Change the line that is not right")
            )
        if not self.errors and bool(given.get("words")) == bool(given.get("gone")):
            self.add_error("words", _("Write how it is, or tick that it is not so any more"))
        return given


class HoldForm(forms.Form):
    """A law that keeps words longer."""

    law = Line(
        label=_("Which law or duty is it?"),
        help_text=_("Its name, and the part of it that says so."),
        missing=_("Write which law it is"),
        called=_("The law"),
    )
    until = Day(
        label=_("Until what day does it keep them?"),
        help_text=_("For example, 31 7 2030"),
        missing=_("Write the day until which it keeps them"),
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        if len(self.organisations) > 1:
            self.fields["organisation"] = Pick(
                label=_("Whose law is it?"),
                choices=[(pk, one.name) for pk, one in self.organisations.items()],
                missing=_("Choose whose law it is"),
            )

    def clean_organisation(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data["organisation"])


def heading_label(heading: str) -> str:
    return str(capfirst(Heading(heading).label))

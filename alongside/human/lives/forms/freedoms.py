"""What somebody wants to be free to do, and who stands behind it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.addressing import AddressedForm
from alongside.foundation.logbook.models import Reach
from alongside.foundation.people.models import Person
from alongside.foundation.ui.fields import Email, Words, Yes

from .naming import NamingForm


class FreedomForm(AddressedForm):
    """Three questions, asked together."""

    words = Words(
        label=_("What do they want to do?"),
        help_text=_("In their words. For example, “Go to the cinema with my friends.”"),
        missing=_("Write what they want to do"),
        called=_("What they want to do"),
        most=1_000,
        rows=3,
        draft="freedom",
    )
    wrong = Words(
        label=_("What could go wrong?"),
        help_text=_("What do they fear? What do you? What if they stay at home?"),
        missing=_("Write what could go wrong"),
        called=_("What could go wrong"),
        most=2_000,
        rows=3,
        draft="wrong",
    )
    place = Words(
        label=_("What will we put in place?"),
        help_text=_(
            "So that they are as free as they can be, and as little bad as can be happens."
        ),
        missing=_("Write what you will put in place"),
        called=_("What you will put in place"),
        most=2_000,
        rows=3,
        draft="place",
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reach" in self.fields:
            self.fields["reach"].initial = Reach.US.value
        if own:
            self.fields["words"].label = _("What do I want to do?")
            self.fields["words"].help_text = _("For example, “Go to the cinema with my friends.”")
            self.fields["words"].error_messages["required"] = _("Write what you want to do")
            self.fields["wrong"].help_text = _("What do I fear? What if I stay at home?")
            self.fields["place"].help_text = _("So that I am as free as I can be.")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given.pop("others", None)
        return given


class AskToBackForm(NamingForm):
    """Who stands behind the worker: somebody by name."""

    email = Email(
        label=_("Who stands behind this? Their e-mail address"),
        help_text=_("For example, your manager. They answer under their own name."),
        missing=_("Write their e-mail address"),
    )
    knows = Yes(
        label=_("The person knows that they will read this page, and said yes"),
        missing=_("Ask them first: it is theirs to say who reads this"),
    )

    def __init__(self, *args: Any, by: Person, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        if own:
            self.fields["knows"].label = _("They may read this page, and nothing else of mine")
            self.fields["knows"].error_messages["required"] = _("Say that they may read this page")


class NotYetForm(forms.Form):
    words = Words(
        label=_("What would have to be there first?"),
        help_text=_("That is an answer to work with. A no alone is not."),
        missing=_("Say what would have to be there first"),
        called=_("What you write"),
        most=1_000,
        rows=3,
    )

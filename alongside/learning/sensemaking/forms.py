from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.text import clean, excerpt
from alongside.foundation.logbook.addressing import AddressedForm
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.quoting import span_of
from alongside.foundation.ui.fields import Line, Words
from alongside.foundation.ui.templatetags.ui import in_quotes

HEARD = 400


class MakeSenseForm(AddressedForm):
    words = Words(
        label=_("What do you think is going on?"),
        help_text=_("In your own words. A sentence is enough; you can take it further later."),
        missing=_("Write what you think is going on"),
        called=_("What you think is going on"),
        draft="insight",
    )
    to_tellers = Words(
        label=_("What shall we tell the people whose stories these are?"),
        help_text=_(
            "A sentence or two, written for them. It is the answer they get: they read this, "
            "and nothing else on this page."
        ),
        missing=_("Write what the people whose stories these are will read"),
        called=_("What you tell them"),
        rows=3,
        most=1_000,
        draft="insight-tellers",
    )
    way = Words(
        label=_("How does it look from where you are?"),
        called=_("How it looks"),
        rows=3,
        required=False,
        draft="insight-way",
    )
    whose = Line(
        label=_("Whose way of seeing it is this?"),
        help_text=_("A name, or where they stand: people in arrears."),
        called=_("Whose it is"),
        most=120,
        required=False,
    )
    why = Words(
        label=_("Why do they see it so?"),
        called=_("Why"),
        rows=3,
        required=False,
        draft="insight-why",
    )

    def __init__(
        self, *args: Any, voices: bool, heard: Sequence[tuple[Entry, str]] = (), **kwargs: Any
    ) -> None:
        """
        :param heard: what may be quoted, each with its words.
        """
        super().__init__(*args, **kwargs)
        self.fields["to_tellers"].required = voices
        self.heard = {f"quote_{number}": one for number, one in enumerate(heard)}
        for name, (_entry, words) in self.heard.items():
            self.fields[name] = Line(
                label=_("The few words it turns on, copied as they stand"),
                help_text=in_quotes(excerpt(words, HEARD)),
                called=_("What you quote"),
                most=500,
                required=False,
            )

    def quotes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.heard]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["quoting"] = self._spans({name: data.pop(name, "") for name in self.heard})
        if not clean(data.get("way", "")) and data.get("why"):
            self.add_error("way", _("Write how it looks, and then why"))
        return data

    def _spans(self, passages: Mapping[str, str]) -> dict[UUID, tuple[int, int]]:
        spans = {}
        for name, passage in passages.items():
            entry, words = self.heard[name]
            if not clean(passage):
                continue
            if span := span_of(clean(passage), words):
                spans[entry.pk] = span
            else:
                self.add_error(name, _("These words do not stand there. Copy them as they are"))
        return spans


class SeeForm(forms.Form):
    words = Words(
        label=_("How does it look from there?"),
        missing=_("Write how it looks"),
        called=_("How it looks"),
        draft="way",
        rows=4,
    )
    whose = Line(
        label=_("Whose way of seeing it is this?"),
        help_text=_(
            "Yours, or somebody else’s in their words. A name, or where they stand: people in "
            "arrears, the finance lead."
        ),
        missing=_("Write whose way of seeing it this is"),
        called=_("Whose it is"),
        most=120,
    )
    why = Words(
        label=_("Why do they see it so?"),
        help_text=_("What they have seen or been through that makes it look like this."),
        called=_("Why"),
        required=False,
        draft="way-why",
        rows=4,
    )

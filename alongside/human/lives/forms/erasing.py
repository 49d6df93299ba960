"""The one thing asked before a life is erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from alongside.foundation.ui.fields import Yes


class EraseForm(forms.Form):
    sure = Yes(missing="")

    def __init__(self, *args: Any, own_life: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["sure"]
        if own_life:
            asked.label = _("I know that nobody can bring it back")
            missing = _("Tick the box if you want it gone for good")
        else:
            asked.label = _("They are here with me, and know that nobody can bring it back")
            missing = _("Ask them first, then tick the box")
        asked.error_messages["required"] = missing

"""How the fields look where Django's own controls do not do, and what a browser sent, as text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext_lazy as _


def text_of(value: Any) -> str:
    """What was sent, as text; what is not text is nobody's answer."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | date) and not isinstance(value, bool) else ""


def figures(text: str) -> int:
    """A number of a few figures; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0


class _Hinted(ChoiceWidget):
    """Answers that may each have a sentence beneath."""

    def __init__(self, attrs: dict[str, Any] | None = None, hints: Mapping[Any, Any] | None = None):
        super().__init__(attrs)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if hint := self.hints.get(str(value)):
            option["hint"] = hint
            option["attrs"]["aria-describedby"] = f"{option['attrs'].get('id', '')}-hint"
        return option


class OneWithHints(_Hinted, forms.RadioSelect):
    pass


class ManyWithHints(_Hinted, forms.CheckboxSelectMultiple):
    pass


class DayBoxes(forms.MultiWidget):
    """Three boxes: day, month and year."""

    template_name = "ui/widgets/day.html"
    use_fieldset = True
    boxes = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            [
                forms.TextInput(
                    {"class": f"govuk-input govuk-date-input__input govuk-input--width-{width}"}
                    | {"inputmode": "numeric", "maxlength": 20}
                )
                for _name, _label, width in self.boxes
            ],
            attrs,
        )

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else [None] * 3

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        wrong = (attrs or {}).pop("data-wrong", ())
        context = super().get_context(name, value, attrs)
        for made, (box, label, _width) in zip(
            context["widget"]["subwidgets"], self.boxes, strict=True
        ):
            made["label"] = label
            if box in wrong:
                made["attrs"]["class"] += " govuk-input--error"
        return context


class FileBox(forms.FileInput):
    """A box to choose files in: on a phone, also the camera and the recorder."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)

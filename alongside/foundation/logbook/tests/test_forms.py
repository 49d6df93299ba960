import pytest

from alongside.foundation.logbook.forms import AnswerAskForm

pytestmark = pytest.mark.django_db


def test_why_it_cannot_change_is_asked_as_what_it_is_and_not_as_optional() -> None:
    why = AnswerAskForm(rests_on_something=False)["because"].as_field_group()
    assert "(optional)" not in why
    assert "It cannot change yet, because" in why

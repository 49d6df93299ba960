import re
from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.ui.fields import Choice, Day, Words
from alongside.foundation.ui.forms import EveryQuestion


def shown(source: str, **known: object) -> str:
    return Template(source).render(Context(known))


def test_a_refused_form_says_so_above_and_beside_each_question() -> None:
    page = shown("{% questions form button='Keep this' %}", form=EveryQuestion({}))
    assert "There is a problem" in page
    assert '<a href="#id_words">Write what you heard</a>' in page
    assert '<a href="#id_use_0">Choose how it may be used</a>' in page
    assert '<a href="#id_when_0">Write when it was</a>' in page
    assert 'aria-describedby="id_words_helptext id_words_error id_words-info"' in page
    assert page.index("There is a problem") < page.index("<form")


def test_every_link_of_the_summary_leads_to_a_control() -> None:
    page = shown("{% questions form %}", form=EveryQuestion({"when_0": "3", "when_1": "3"}))
    anchors = [part.split('"')[0] for part in page.split('<a href="#')[1:]]
    assert len(anchors) == 6
    assert all(f'id="{anchor}"' in page for anchor in anchors)
    assert "id_when_2" in anchors


def test_a_form_nobody_sent_has_no_problem() -> None:
    page = shown("{% questions form %}", form=EveryQuestion())
    assert "There is a problem" not in page
    assert "Go on" in page


def test_what_was_typed_is_kept_and_escaped() -> None:
    sent = {"words": "<b>&", "when_0": "31", "when_1": "2", "when_2": "2026", "use": "close"}
    page = shown("{% questions form %}", form=EveryQuestion(sent))
    assert "&lt;b&gt;&amp;</textarea>" in page
    assert 'value="31"' in page
    assert re.search(r'value="close"[^>]* checked', page)


def test_a_refusal_is_said_in_the_summary() -> None:
    form = EveryQuestion({})
    form.add_error(None, "Somebody else has answered <already>.")
    assert "<li>Somebody else has answered &lt;already&gt;.</li>" in shown(
        "{% errors_of form %}", form=form
    )


def test_a_hidden_question_that_fails_is_said_too() -> None:
    class Hidden(forms.Form):
        thing = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Gone"})

    page = shown("{% questions form %}", form=Hidden({}))
    assert "<li>Gone</li>" in page
    assert 'type="hidden" name="thing"' in page


def test_questions_of_several_answers_are_one_group() -> None:
    class Asked(forms.Form):
        use = Choice(label="How?", choices=[("a", "A")], hints={"a": "Why"}, help_text="Choose")
        day = Day(label="When?")

    page = shown("{% questions form %}", form=Asked())
    assert page.count("<fieldset") == 2
    assert '<fieldset class="govuk-fieldset" aria-describedby="id_use_helptext">' in page
    assert 'aria-describedby="id_use_0-hint"' in page


def test_drafts_have_their_names_and_one_note() -> None:
    class Told(forms.Form):
        words = Words(label="Tell", draft="story-7")
        more = Words(label="More", draft="more")

    class Named(forms.Form):
        words = Words(label="Name")

    page = shown("{% questions form %}", form=Told())
    assert 'data-draft="story-7"' in page
    assert page.count("Your words are kept in this tab until you send them") == 1
    assert "kept in this tab" not in shown("{% questions form %}", form=Named())


def test_the_same_person_has_the_same_face() -> None:
    page = shown("{% face name %}", name="Kerry Anne Able")
    assert "KA" in page
    assert page == shown("{% face name %}", name="Kerry Anne Able")
    assert "?" in shown("{% face name %}", name="")


def test_words_are_put_in_quotation_marks_once() -> None:
    assert "“Only when”" in shown("{% quote words %}", words="Only when")
    assert "““" not in shown("{% quote words %}", words="“Only when”")
    assert "&lt;b&gt;" in shown("{% quote words %}", words="<b>")


def test_where_a_thing_sits() -> None:
    places = [("Gateshead", "/g"), ("Reform", "")]
    page = shown("{% within places 'a system' %}", places=places)
    assert 'Within <a href="/g">Gateshead</a>, and Reform · a system' in page
    assert "<p" not in shown("{% within places %}", places=[])


def test_the_older_page_keeps_what_was_asked() -> None:
    older = uuid7()
    request = RequestFactory().get("/", {"q": "rent & food", "before": "x"})
    page = shown("{% older page %}", page=SimpleNamespace(older=older), request=request)
    assert f"?q=rent+%26+food&amp;before={older}" in page
    assert "href" not in shown("{% older page %}", page=SimpleNamespace(older=None))


def test_blocks_hold_what_is_between_them() -> None:
    page = shown("{% box title %}{{ words }}{% endbox %}", title="<T>", words="<i>")
    assert "<h2>&lt;T&gt;</h2>" in page
    assert "&lt;i&gt;" in page
    assert "More" in shown("{% details 'More' %}words{% enddetails %}")
    assert 'class="nothing"' in shown("{% nothing_yet %}Nobody yet{% endnothing_yet %}")


def test_clocks_run_up() -> None:
    since = timezone.now() - timedelta(days=12)
    assert shown("{{ since|had_for }}", since=since) == "12 days"
    assert shown("{{ since|had_for }}", since=None) == ""

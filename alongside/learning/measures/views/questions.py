"""What is noticed about how a table counts, and the answers of those who hold it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.clocks import had_for
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, System, name_all
from alongside.learning.measures import actions, rules
from alongside.learning.measures.figures import in_words
from alongside.learning.measures.forms import AnswerForm
from alongside.learning.measures.models import ANSWER, About, Question

from .pages import form_page, posted, table

MANY = 50


@dataclass(frozen=True)
class Asked:
    """A question in words, how long those who hold the table have had it, and their answer."""

    question: Question
    called: str
    says: str
    asks: str
    had_for: str
    answer: str
    by: str


@require_safe
def questions(request: Request, pk: UUID) -> HttpResponse:
    """What is asked of those who hold a table about how it counts, and what they answered."""
    reader, system = Reader.of(request.user), table(pk)
    require(rules.can_see_questions(reader, system))
    with looking(by=request.user.pk, why="measures:questions"):
        context = {
            "system": system,
            "open": asked_of(reader, system),
            "answered": asked_of(reader, system, answered=True),
        }
        return render(request, "measures/questions.html", context)


def asked_of(reader: Reader, system: System, *, answered: bool = False) -> list[Asked]:
    """What is asked of a table about what this reader may read there, oldest first."""
    if not rules.can_see_questions(reader, system):
        return []
    seen = Entry.objects.visible_to(reader)
    rows = Question.objects.of(system).filter(answer__isnull=not answered, measure__entry__in=seen)
    found = list(rows.select_related("answer", "answered_by").order_by("at")[:MANY])
    entries = {q.measure_id: q.measure.entry for q in found}
    entries |= {q.answer_id: q.answer for q in found if q.answer}
    words = words_of(entries.values(), parts=["words"])
    return [_asked(question, words) for question in found]


def _asked(question: Question, words: dict[UUID, dict[str, str]]) -> Asked:
    says, asks = in_plain_words(question)
    answer = words.get(question.answer_id, {}) if question.answer_id else {}
    return Asked(
        question=question,
        called=words.get(question.measure_id, {}).get("words", ""),
        says=says,
        asks=asks,
        had_for=had_for(question.at),
        answer=answer.get("words", ""),
        by=question.answered_by.name if question.answered_by else "",
    )


def in_plain_words(question: Question) -> tuple[str, str]:
    """What is seen, and what is asked. Nobody is accused: there are good reasons for all of it."""
    if question.about == About.HEAPED:
        return (
            _(
                "Many points lie just on one side of %(number)s, and few on the other. By chance "
                "that hardly comes about."
            )
            % {"number": question.which},
            _("What happens to people who are near that number? Does anybody look at it?"),
        )
    if question.about == About.COUNTED_ANEW:
        return (
            _("It is counted another way now, and there are points from before and after."),
            _("What on the chart comes of the new way of counting, and not of people’s lives?"),
        )
    if question.about == About.OUT_OF:
        since = in_words(date.fromisoformat(question.which), question.measure.often)
        return (
            _("What it is out of lies where it never lay before, since %(when)s.")
            % {"when": since},
            _("Is it still the same people, counted the same way? Who is left out, or new?"),
        )
    return (
        _(
            "It is looked at by itself: nothing beside it says what may get worse elsewhere, or "
            "how it is for people, and nobody told a story here for a year."
        ),
        _("What would people say, and what could you look at beside it?"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, pk: UUID) -> HttpResponse:
    """Answer what is asked, in words."""
    reader = Reader.of(request.user)
    found = Question.objects.select_related("measure__entry__system").filter(pk=pk).first()
    if found is None or not rules.can_answer(reader, found):
        raise Http404
    if found.answer_id:
        return redirect("measures:answer", pk=found.answer_id)
    with looking(by=request.user.pk, why="measures:question"):
        form = AnswerForm(posted(request))
        if form.is_valid():
            try:
                actions.answer(question=found, by=request.user, **form.cleaned_data)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, _("Your answer is kept beside the chart."))
                return redirect("measures:questions", pk=found.measure.entry.system_id)
        name_all([found.measure.entry.system])
        says, asks = in_plain_words(found)
        back = reverse("measures:questions", args=[found.measure.entry.system_id])
        context = {"says": says, "asks": asks, "had_for": had_for(found.at), "back": back}
        return form_page(request, "measures/question.html", form, found.measure, **context)


@require_safe
def answer(request: Request, pk: UUID) -> HttpResponse:
    """What somebody answered when it was asked how a measure is counted."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, ANSWER)
    asked = Question.objects.select_related("measure__entry__system").filter(answer=entry).first()
    with looking(by=request.user.pk, why="measures:answer") as look:
        name_all([entry.system])
        said = words_of([entry], look).get(pk, {})
        says, asks = in_plain_words(asked) if asked else ("", "")
        context = {
            "entry": entry,
            "system": entry.system,
            "measure": asked.measure if asked else None,
            "called": asked.measure.entry.title if asked else "",
            "words": said,
            "says": says,
            "asks": asks,
            "mine": entry.by_id == request.user.pk,
        }
        return render(request, "measures/answer.html", context)

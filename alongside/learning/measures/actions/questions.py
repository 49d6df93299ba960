"""Noticing what is worth a question about how a table counts, and answering it."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.human.listening.models import STORY
from alongside.learning.measures import noticing, rules
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import (
    ANSWER,
    About,
    Definition,
    Kind,
    Known,
    Measure,
    Note,
    Question,
    Shape,
    as_known,
)

from .beside import _beside, _said

# Of what is counted less often than this, one look is too early to say that it is the only one.
A_FEW = 5
A_YEAR = timedelta(days=365)
Asked = tuple[About, str]


def notice(*, measure: Measure, by: None = None) -> list[Question]:
    """
    This will ask those who hold the table about what there is to notice, once about each. Nothing
    else follows from it.
    """
    if measure.entry.is_withdrawn or measure.stopped_on is not None:
        return []
    asked = {(About(a), w) for a, w in measure.questions.values_list("about", "which")}
    fresh = [each for each in _noticed(measure) if each not in asked]
    return _ask(measure=measure, fresh=fresh, by=None) if fresh else []


def _noticed(measure: Measure) -> Iterator[Asked]:
    known = [row for row in as_known(measure) if row.value is not None]
    definitions = list(measure.definitions.order_by("number"))
    yield from _heaped(measure, known, definitions)
    yield from _anew(known, definitions)
    yield from _out_of(known)
    if len(known) >= A_FEW and _is_alone(measure):
        yield About.ALONE, ""


def _heaped(measure: Measure, known: list[Known], definitions: list[Definition]) -> Iterator[Asked]:
    values = [row.value for row in known if row.value is not None]
    if len(values) < noticing.LEAST_BESIDE:
        return
    notes = list(Note.objects.filter(measure=measure).standing().select_related("entry"))
    words = words_of([measure.entry, *(note.entry for note in notes)])
    own = words.get(measure.pk, {})
    texts = [own.get(each.part("definition"), "") for each in definitions]
    texts += [words.get(note.pk, {}).get("words", "") for note in notes]
    heap = noticing.heaped(
        values,
        noticing.numbers_in(*texts),
        hoped=measure.hoped,
        ends=(0, 100) if measure.shape == Shape.SHARE else None,
    )
    if heap is not None:
        yield About.HEAPED, f"{heap.number:g}"


def _anew(known: list[Known], definitions: list[Definition]) -> Iterator[Asked]:
    for each in definitions[1:]:
        if len({row.period < each.holds_from for row in known}) == 2:
            yield About.COUNTED_ANEW, str(each.number)


def _out_of(known: list[Known]) -> Iterator[Asked]:
    """Among the points counted as the last one is: what is counted otherwise is asked about."""
    alike = [row for row in known if row.denominator and row.number == known[-1].number]
    at = noticing.jumped([row.denominator or 0.0 for row in alike])
    if at is not None:
        yield About.OUT_OF, alike[at].period.isoformat()


def _is_alone(measure: Measure) -> bool:
    """
    Of its table people look at what changes, or at what is done, and at nothing that may get worse
    by it, nor at how it is for those in it; and nobody told a story there for a year.
    """
    if measure.kind not in (Kind.OUTCOME, Kind.PROCESS):
        return False
    table = measure.entry.system_id
    if Question.objects.filter(about=About.ALONE, measure__entry__system=table).exists():
        return False  # it was asked of this table
    family = Measure.objects.filter(entry__system=table).standing().looked_at()
    if family.filter(kind__in=[Kind.BALANCING, Kind.EXPERIENCE]).exists():
        return False
    told = Entry.objects.filter(system=table, kind=STORY, withdrawn_at=None)
    return not told.filter(at__gte=timezone.now() - A_YEAR).exists()


@verb
def _ask(*, measure: Measure, fresh: list[Asked], by: None) -> list[Question]:
    asked = []
    for about, which in fresh:
        question, is_new = Question.objects.get_or_create(measure=measure, about=about, which=which)
        if is_new:
            asked.append(question)
    data: dict[str, object] = {"questions": [str(question.pk) for question in asked]}
    happened(MeasureEvent.ASKED, by=None, on=measure.entry.system_id, to=measure.pk, data=data)
    return asked


@verb
def answer(*, question: Question, words: str, by: Person) -> Entry:
    """
    This will answer what was asked about how it is counted, for everybody who may read it.

    :raises Refused: if it says nothing, or somebody answered before.
    """
    require(rules.can_answer(by, question))
    _said(words, _("Write what you make of it."))
    now = Question.objects.select_for_update().get(pk=question.pk)
    if now.answer_id is not None:
        raise Refused(_("Somebody answered this already."))
    entry = _beside(question.measure, ANSWER, MeasureEvent.ANSWERED, {"words": words}, by, on=None)
    now.answer, now.answered_by = entry, by
    now.save(update_fields=["answer", "answered_by"])
    return entry

"""Who may look at something together, and write beside it."""

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, Scale, System
from alongside.learning.measures.models import KeptChart, Measure, Rolling

AIDS_AT = (Scale.PLACE, Scale.COUNTRY)


def can_begin(person: Person | Reader, system: System) -> bool:
    """
    Anybody around a table may propose something to look at over time. Never in somebody's life:
    what changes there is told, not counted.
    """
    return not system.is_life and Reader.of(person).sits_at(system.pk)


def can_begin_aid(person: Person | Reader, system: System) -> bool:
    """
    A figure that somebody must hand in by law is an aid to learning for a place or a country. It
    is never of a team or an organisation: there it would soon be read as what they are worth.
    """
    return can_begin(person, system) and system.scale in AIDS_AT


def at_its_table(person: Person | Reader, measure: Measure) -> bool:
    """Whether they sit at the table it is of, and may read it."""
    reader = Reader.of(person)
    entry = measure.entry
    mine = Entry.objects.visible_to(reader).filter(pk=entry.pk)
    return reader.sits_at(entry.system_id) and mine.exists()


def holds_it(person: Person | Reader, measure: Measure) -> bool:
    """Whether they began it, or are one of the few who hold its table."""
    reader = Reader.of(person)
    began = measure.entry.by_id == reader.person.pk
    inner = reader.is_inner(measure.entry.system_id)
    return (began or inner) and at_its_table(reader, measure)


def can_note(person: Person | Reader, measure: Measure) -> bool:
    """Anybody around its table may write a dated note on its chart."""
    return at_its_table(person, measure)


def can_set_aside(person: Person | Reader, measure: Measure) -> bool:
    """
    Anybody around its table may set a point aside, with a reason everybody reads. The point stays
    on the chart.
    """
    return at_its_table(person, measure)


def can_freeze(person: Person | Reader, measure: Measure) -> bool:
    """
    Anybody around its table may hold its limits still, for anybody there may begin to try
    something, and that is what it is for.
    """
    return at_its_table(person, measure)


def can_define(person: Person | Reader, measure: Measure) -> bool:
    """
    To change how something is counted is to change what all its points mean. Whoever began it, or
    holds its table, says how it is counted from now on, and why.
    """
    return holds_it(person, measure)


def can_reset(person: Person | Reader, measure: Measure) -> bool:
    """
    Limits are set anew by whoever began the measure or holds its table, in their own name, after
    four questions. Nothing ever sets them anew by itself.
    """
    return holds_it(person, measure)


def can_say_rolling(person: Person | Reader, measure: Measure) -> bool:
    """
    A rolling average shows signals where there are none. Whether what is counted is one, whoever
    began the measure or holds its table says in their own name; and takes it back so.
    """
    return holds_it(person, measure)


def others_rely_on(word: Rolling) -> bool:
    """
    Whether somebody else kept a chart that was read on somebody's word. From then on another of
    those who hold the table takes it back, and not whoever gave it alone.
    """
    kept = KeptChart.objects.filter(measure=word.measure_id, settings__not_rolling=True)
    kept = kept.filter(entry__gt=word.entry_id, entry__withdrawn_at=None)
    return kept.exclude(entry__by=word.entry.by_id).exists()


def can_count_people(person: Person | Reader, measure: Measure) -> bool:
    """
    Whoever began it, or holds its table, may say that those counted are people, so that small
    numbers are hidden. Nobody may say later that they are not: what was hidden would be shown.
    """
    return holds_it(person, measure)


def can_keep_chart(person: Person | Reader, measure: Measure) -> bool:
    """Anybody around its table may keep its chart as it is known now."""
    return at_its_table(person, measure)


def can_stop(person: Person | Reader, measure: Measure) -> bool:
    """Whoever began it, or holds its table, may say that nobody needs to count it any more."""
    return holds_it(person, measure)

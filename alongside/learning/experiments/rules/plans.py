"""Who may plan how to learn from what is tried, and when what is expected may be locked."""

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.foundation.logbook.models import Because, Entry, How
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments.models import AsWhat, Plan, newest
from alongside.learning.measures.models import MEASURE, Kind, Measure

from .experiments import at_its_table
from .results import counted_before

NOT_IN_A_LIFE = _(
    "In a life, trying something stays one sentence and two questions. There is no plan to fill in."
)
NO_AID = _(
    "A figure handed in by law is an aid to learning. "
    "It is tied to nothing that is tried, nor to what it costs."
)
LOCKED = _("What you expected is locked. Put what you expect now beside it.")


def can_plan(person: Person, tried: Entry) -> bool:
    """
    Anybody around the table of a team, an organisation or a place may plan how to learn from what
    is tried there, and go on with a plan another began. Never in a life. Nothing that is tried
    needs a plan.
    """
    return not tried.of_life and at_its_table(person, tried)


def can_choose(person: Person, plan: Plan, measure: Measure) -> bool:
    """
    A plan looks at what its own table counts. A statutory figure is an aid to learning and is tied
    to nothing: nobody can choose one.
    """
    entry = measure.entry
    here = entry.system_id == plan.entry.system_id and not entry.is_withdrawn
    if measure.kind == Kind.AID or not here:
        return False
    return Entry.objects.visible_to(Reader.of(person)).filter(pk=entry.pk).exists()


def rests_on_no_aid(because: Iterable[Entry]) -> bool:
    """
    Nothing is tried, planned or told of money because of a statutory figure; nor because of a chart
    or a note of one, or of what was shared from it.
    """
    counted = [entry.pk for entry in because if entry.kind.startswith("measures.")]
    if not counted:
        return True
    # A measure of the family may have begun because of an aid, and is none.
    began = Q(entry__kind=MEASURE) & ~Q(how=How.SHARED_FROM)
    beside = Because.objects.filter(entry__in=counted).exclude(began).values("of")
    aids = Measure.objects.aids().filter(Q(entry__in=counted) | Q(entry__in=beside))
    return not aids.exists()


def asked_before_the_lock(plan: Plan, words: Mapping[str, str]) -> list[str]:
    """What is still to be said before it can be locked, each as a sentence."""
    asked = still_asked(plan, words, plan.chosen.now().values_list("as_what", flat=True))
    return asked or [says for says in [too_few_counted(plan, plan.baseline or 0)] if says]


def too_few_counted(plan: Plan, baseline: int) -> str:
    """Nobody can look at more points from before the change than were counted; says so."""
    if not baseline:
        return ""
    counted = counted_before(plan)
    if counted >= baseline:
        return ""
    if not counted:
        return str(_("Nothing was counted before the change. Write 0 points before it."))
    return ngettext(
        "Only %(n)d point was counted before the change: say anew from how many you look at it.",
        "Only %(n)d points were counted before the change: say anew from how many you look at it.",
        counted,
    ) % {"n": counted}


def still_asked(plan: Plan, words: Mapping[str, str], as_what: Iterable[str]) -> list[str]:
    """
    A plan is locked whole. Something is watched for getting worse, or the plan says why nothing
    is: where all look one way, what is harmed elsewhere is not seen.
    """
    looked_at = set(as_what)
    balanced = AsWhat.BALANCING in looked_at or newest(words, "no_balancing")
    asked = [
        (AsWhat.MAIN in looked_at, _("Choose what you most want to see move.")),
        (balanced, _("Choose what might get worse elsewhere, or say why there is nothing.")),
        (plan.says_what_is_expected, _("Say what you expect.")),
        (plan.says_how_to_look, _("Fix how you will look at it, and when you decide.")),
    ]
    return [str(sentence) for there, sentence in asked if not there]

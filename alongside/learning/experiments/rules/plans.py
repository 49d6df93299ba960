"""Who may plan how to learn from what is tried, and when what is expected may be locked."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments.models import AsWhat, Plan, newest
from alongside.learning.measures.models import Kind, Measure

from .experiments import at_its_table

NOT_IN_A_LIFE = _(
    "In a life, trying something stays one sentence and two questions. There is no plan to fill in."
)
NO_AID = _("A figure handed in by law is an aid to learning. It is tied to nothing that is tried.")
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


def asked_before_the_lock(plan: Plan, words: Mapping[str, str]) -> list[str]:
    """What is still to be said before it can be locked, each as a sentence."""
    return still_asked(plan, words, plan.chosen.now().values_list("as_what", flat=True))


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

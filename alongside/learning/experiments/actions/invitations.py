"""Asking others by name whether they are up for trying it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Person
from alongside.foundation.record import actions as record
from alongside.foundation.record.actions import verb
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments import rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import Experiment, Invited, Says

from .beside import _still_there, _tell_tables


@verb
def invite(*, experiment: Experiment, people: Sequence[Person], by: Person) -> list[Invited]:
    """
    This will ask people around the table, by name, whether they are up for it.

    :raises Refused: if nobody new is asked, or somebody is not around the table.
    """
    tried = experiment.entry
    require(rules.can_invite(by, tried))
    _still_there(tried)
    asked = set(experiment.invited.values_list("person", flat=True))
    new = [person for person in people if person.pk not in asked]
    if not new:
        raise Refused(_("Choose somebody who has not been asked yet."))
    if not rules.are_around(tried.system, Reader.of(by), new):
        raise Refused(_("Choose people around this table."))
    invited = Invited.objects.bulk_create(
        Invited(experiment=experiment, person=person, by=by) for person in new
    )
    _tell_tables(ExperimentEvent.INVITED, tried, [], by)
    return list(invited)


@verb
def answer(*, invited: Invited, says: str, by: Person) -> None:
    """
    This will say whether somebody is up for it. It can be said anew, and a no needs no reason. The
    record says that an answer came, not whose or which.

    :raises Refused: if it is neither.
    """
    require(rules.can_answer(by, invited))
    _still_there(invited.experiment.entry)
    if says not in Says.values:
        raise Refused(_("Choose whether you are up for it."))
    invited.says = says
    invited.save(update_fields=["says"])
    tried = invited.experiment.entry
    record.happened(ExperimentEvent.ANSWERED, by=None, on=tried.system_id, to=tried.pk)

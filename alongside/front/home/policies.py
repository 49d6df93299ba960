"""What this software will not do, and why: the same list that the tests of refusals keep."""

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Refusal:
    what: str | Lazy
    why: str | Lazy


REFUSALS = [
    Refusal(
        _("Set a number to reach, or pay anybody for reaching one"),
        _(
            "A number people are held to is a number people will make look right. Here numbers "
            "stand beside words, and start questions."
        ),
    ),
    Refusal(
        _("Rank people, workers, teams or organisations, or give anybody a score"),
        _("A list in order of merit teaches everyone to look better, and nobody to learn."),
    ),
    Refusal(
        _("Turn somebody away because they do not meet a threshold"),
        _("Whoever asks is worked with. There is no such thing here as not being eligible."),
    ),
    Refusal(
        _("Decide by rule what help somebody gets"),
        _("A checklist sees what it was made to see. People who know each other decide together."),
    ),
    Refusal(
        _("Pass somebody on and close the door"),
        _("Help is pulled in around a person. Somebody stays alongside."),
    ),
    Refusal(
        _("Put a label on somebody that lasts"),
        _("What was true of a life once need not be true of it now."),
    ),
    Refusal(
        _("Say which service caused what in a life"),
        _("Lives change for many reasons at once. Nobody can claim one for themselves."),
    ),
    Refusal(
        _("Ask permission up a ladder before something small is tried"),
        _("Is it legal? Is it safe? Then try it, and write down what you learn."),
    ),
    Refusal(
        _("Settle what matters most by majority"),
        _("Ways of seeing it are kept side by side, each with whose it is. None is voted away."),
    ),
    Refusal(
        _("Record whose fault it was"),
        _("What went wrong is written down to be learnt from; there is no box for blame."),
    ),
    Refusal(
        _("Count down to a date and send something by itself"),
        _(
            "Clocks here run up, and they time whoever holds an answer, a decision or money. No "
            "letter is ever sent because a clock ran out."
        ),
    ),
    Refusal(
        _("Use up what somebody told and never come back"),
        _("Everyone who tells something is owed an answer by a person with a name."),
    ),
    Refusal(
        _("Let something travel further than the one who told it said"),
        _("How words may be used is the teller’s to say, and theirs to take back at any moment."),
    ),
    Refusal(
        _("Copy what worked in one place into another as it is"),
        _("What worked is offered as a principle. Each place tries it for itself."),
    ),
    Refusal(
        _("Let anybody look at a life without it being written down that they did"),
        _("If the looking cannot be recorded, nothing is shown."),
    ),
]

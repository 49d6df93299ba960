"""The questions of this room, a file a noun."""

from .costs import CostsForm
from .cycles import BeginCycleForm, CycleForm
from .diary import ConcludeForm, LearnForm
from .elsewhere import ElsewhereForm
from .experiments import TryForm
from .hazards import HandOverForm, HazardForm, SeenForm, SignForm, TalkedForm
from .invitations import AnswerForm, InviteForm
from .plans import (
    BeginPlanForm,
    ChooseForm,
    ExpectForm,
    FixForm,
    LockForm,
    NoBalancingForm,
    ReasonForm,
    SayAnewForm,
)
from .studies import NotMadeForm, StudyForm

__all__ = [
    "AnswerForm",
    "BeginCycleForm",
    "BeginPlanForm",
    "ChooseForm",
    "ConcludeForm",
    "CostsForm",
    "CycleForm",
    "ElsewhereForm",
    "ExpectForm",
    "FixForm",
    "HandOverForm",
    "HazardForm",
    "InviteForm",
    "LearnForm",
    "LockForm",
    "NoBalancingForm",
    "NotMadeForm",
    "ReasonForm",
    "SayAnewForm",
    "SeenForm",
    "SignForm",
    "StudyForm",
    "TalkedForm",
    "TryForm",
]

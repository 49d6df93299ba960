"""The nouns of trying something, a file a noun."""

from .diary import CONCLUSION, LEARNING, Conclusion, Diary, How, Learning
from .experiments import TRY, Experiment, Experiments, Stands
from .hazards import TALK, Decided, Hazard, StopSign, Talk
from .invitations import Invited, Says
from .plans import (
    CHANGE,
    LEAST,
    PLAN,
    AsWhat,
    Change,
    Chosen,
    Direction,
    ExpectedLater,
    Plan,
    Rules,
    What,
    newest,
    said,
)

__all__ = [
    "CHANGE",
    "CONCLUSION",
    "LEARNING",
    "LEAST",
    "PLAN",
    "TALK",
    "TRY",
    "AsWhat",
    "Change",
    "Chosen",
    "Conclusion",
    "Decided",
    "Diary",
    "Direction",
    "ExpectedLater",
    "Experiment",
    "Experiments",
    "Hazard",
    "How",
    "Invited",
    "Learning",
    "Plan",
    "Rules",
    "Says",
    "Stands",
    "StopSign",
    "Talk",
    "What",
    "newest",
    "said",
]

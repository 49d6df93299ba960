"""The nouns of trying something, a file a noun."""

from .cycles import CYCLE, REALLY, Cycle, Cycles, Made
from .costs import COSTS, CostStory
from .diary import AT_ONCE, CONCLUSION, IN_A_LIFE, LEARNING, Conclusion, Diary, How, Learning
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
from .studies import CLAIMS, STUDY, Result, Seen, Study

__all__ = [
    "COSTS",
    "CostStory",
    "AT_ONCE",
    "CHANGE",
    "CLAIMS",
    "CONCLUSION",
    "CYCLE",
    "IN_A_LIFE",
    "LEARNING",
    "LEAST",
    "PLAN",
    "REALLY",
    "STUDY",
    "TALK",
    "TRY",
    "AsWhat",
    "Change",
    "Chosen",
    "Conclusion",
    "Cycle",
    "Cycles",
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
    "Made",
    "Plan",
    "Result",
    "Rules",
    "Says",
    "Seen",
    "Stands",
    "StopSign",
    "Study",
    "Talk",
    "What",
    "newest",
    "said",
]

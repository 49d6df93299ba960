"""The nouns of trying something, a file a noun."""

from .costs import COSTS, CostStory
from .cycles import CYCLE, REALLY, Cycle, Cycles, Made
from .diary import AT_ONCE, CONCLUSION, IN_A_LIFE, LEARNING, Conclusion, Diary, How, Learning
from .experiments import TRY, Experiment, Experiments, Stands
from .hazards import TALK, Decided, Hazard, StopSign, Talk
from .invitations import Invited, Says
from .plans import (
    CHANGE,
    LEAST,
    MOST_BEFORE,
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
    "AT_ONCE",
    "CHANGE",
    "CLAIMS",
    "CONCLUSION",
    "COSTS",
    "CYCLE",
    "IN_A_LIFE",
    "LEARNING",
    "LEAST",
    "MOST_BEFORE",
    "PLAN",
    "REALLY",
    "STUDY",
    "TALK",
    "TRY",
    "AsWhat",
    "Change",
    "Chosen",
    "Conclusion",
    "CostStory",
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

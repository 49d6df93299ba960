"""The nouns of trying something, a file a noun."""

from .diary import CONCLUSION, LEARNING, Conclusion, Diary, How, Learning
from .experiments import TRY, Experiment, Experiments, Stands

__all__ = [
    "CONCLUSION",
    "LEARNING",
    "TRY",
    "Conclusion",
    "Diary",
    "Experiment",
    "Experiments",
    "How",
    "Learning",
    "Stands",
]

"""The rooms where people learn by numbers."""

from tests import house

ROOMS = ("measures", "experiments")
LEARNING = house.PACKAGE / "learning"

"""The nouns of a table and of who sits there, a file a noun."""

from .exclusions import Exclusion, Exclusions, hash_of_address
from .held import Held
from .invitations import Invitation
from .places import Place, smallest_shown
from .readers import Reader
from .seats import A_DAY, A_YEAR, INNER, ONE_BY_ONE, Category, Ground, Role, Seat, Seats, seat_all
from .systems import Scale, System, Systems, Within
from .wordings import OF_A_SYSTEM, Part, Wording, Wordings, name_all, open_wordings

__all__ = [
    "A_DAY",
    "A_YEAR",
    "INNER",
    "OF_A_SYSTEM",
    "ONE_BY_ONE",
    "Category",
    "Exclusion",
    "Exclusions",
    "Ground",
    "Held",
    "Invitation",
    "Part",
    "Place",
    "Reader",
    "Role",
    "Scale",
    "Seat",
    "Seats",
    "System",
    "Systems",
    "Within",
    "Wording",
    "Wordings",
    "hash_of_address",
    "name_all",
    "open_wordings",
    "seat_all",
    "smallest_shown",
]

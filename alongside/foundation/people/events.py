from enum import StrEnum


class PeopleEvent(StrEnum):
    WELCOMED = "people.welcomed"
    RENAMED = "people.renamed"
    ORGANISATION_FOUNDED = "people.organisation_founded"
    JOINED = "people.joined"
    LEFT = "people.left"

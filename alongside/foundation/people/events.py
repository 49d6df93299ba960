from enum import StrEnum


class PeopleEvent(StrEnum):
    WELCOMED = "people.welcomed"
    WELCOMED_AGAIN = "people.welcomed_again"
    ASKED = "people.asked"
    SAID = "people.said"
    ASKING_TAKEN_BACK = "people.asking_taken_back"
    RENAMED = "people.renamed"
    PASSWORD_CHANGED = "people.password_changed"  # noqa: S105
    EMAIL_CHANGED = "people.email_changed"
    AUTHENTICATOR_ADDED = "people.authenticator_added"
    AUTHENTICATOR_REMOVED = "people.authenticator_removed"
    ORGANISATION_FOUNDED = "people.organisation_founded"
    JOINED = "people.joined"
    LEFT = "people.left"
    CLOSED = "people.closed"

from django.apps import AppConfig


class People(AppConfig):
    name = "alongside.foundation.people"
    label = "people"

    def ready(self) -> None:
        from . import checks  # noqa: F401

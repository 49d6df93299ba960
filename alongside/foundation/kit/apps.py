from django.apps import AppConfig


class Kit(AppConfig):
    name = "alongside.foundation.kit"
    label = "kit"

    def ready(self) -> None:
        from . import checks  # noqa: F401

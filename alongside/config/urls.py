"""Every address of the house. Each room owns its own; after the front, in the rooms' order."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    # What is opened most is looked for first.
    path("", include("alongside.front.home.urls")),
    path("", include("alongside.foundation.record.urls")),
    path("", include("alongside.foundation.people.urls")),
    path("", include("alongside.foundation.systems.urls")),
    path("", include("alongside.foundation.logbook.urls")),
    path("", include("alongside.human.lives.urls")),
    path("", include("alongside.human.introductions.urls")),
    path("", include("alongside.human.signals.urls")),
    path("", include("alongside.human.listening.urls")),
    path("", include("alongside.learning.sensemaking.urls")),
    path("", include("alongside.learning.measures.urls")),
    path("", include("alongside.learning.experiments.urls")),
    path("accounts/", include("allauth.urls")),
]
handler400 = "alongside.foundation.ui.errors.bad_request"
if settings.DEBUG:
    urlpatterns.append(path("ui/", include("alongside.foundation.ui.urls")))

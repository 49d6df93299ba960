"""
What pages are compared with: a view that asks the database one thing, for somebody who has signed
in, behind the same middleware. ``bench.bare:application`` serves it beside every page, so that one
server answers both.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")

from alongside.config.wsgi import application

__all__ = ["application"]

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from alongside.foundation.systems.models import System

settings.ROOT_URLCONF = __name__


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.user} {System.objects.order_by('-pk').first()}")


urlpatterns = [path("bare/", bare), path("", include("alongside.config.urls"))]

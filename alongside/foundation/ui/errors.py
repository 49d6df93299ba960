"""What whoever sent something that could not be read is told."""

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponseBadRequest
from django.template import loader

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponseBadRequest:
    """
    Without the request: what is wrong with it would be met again by whatever reads it for a page.
    """
    too_much = isinstance(exception, TOO_MUCH)
    page = loader.get_template("400.html").render({"too_much": too_much})
    return HttpResponseBadRequest(page)

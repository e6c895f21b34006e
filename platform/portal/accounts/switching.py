"""Pages of signing in are there only while operators have switched it on (requirement C-030)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponseBase

from tenants import features

type View = Callable[..., HttpResponseBase]
FEATURE: Final = "sign_in"


def while_on(view: View) -> View:
    """Answer as if the page were not there while signing in is switched off; stands above all other decorators."""

    @wraps(view)
    def switched(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not features.is_on(FEATURE):
            raise Http404
        return view(request, *args, **kwargs)

    return switched

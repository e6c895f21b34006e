"""Serve the files of themes before anybody asks whose host it is.

They are named after their content and belong to nobody; a page that says that the database is away still
looks like the municipality.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RoutePattern

PREFIX = "/thema/"
FILES = URLResolver(RoutePattern(""), "themes.urls")


class ThemeFilesMiddleware:
    """Answer addresses below `/thema/`; stands above whatever needs the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(PREFIX) and request.method in {"GET", "HEAD"}:
            try:
                found = FILES.resolve(request.path_info.removeprefix(PREFIX))
            except Resolver404:
                return self.get_response(request)
            answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
            return answer
        return self.get_response(request)

"""Every address that a set of URLs knows, with arguments filled in: found by looking, not by a list."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

SAMPLES = ("1", "nl", "a", "00000000-0000-0000-0000-000000000001", "000000000000", "1/2", "accounts", "auth")
"""What is tried for each argument, until one leads to the pattern itself."""


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern, and a path that leads to it."""

    name: str
    path: str


def every(urlconf: Any = None) -> list[Address]:
    """List one address per pattern, in the active language.

    :raises AssertionError: when no argument fits a pattern, so that none is passed over.
    """
    resolver = get_resolver(urlconf)
    found = []
    for name, route in _routes(resolver.url_patterns, "", ""):
        path = _path(resolver, route, name)
        assert path, f"no argument fits {name}: {route}"
        found.append(Address(name, path))
    return found


@cache
def of_the_console() -> tuple[Address, ...]:
    """List those of the console, which are the same in every test: trying arguments takes a while."""
    return tuple(every("config.urls.console"))


def _routes(patterns: Any, before: str, namespace: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern.regex.pattern).removeprefix("^").removeprefix("\\A")
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace or ""]))
            yield from _routes(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join(filter(None, [namespace, pattern.name or route])), route


def _path(resolver: URLResolver, route: str, name: str) -> str:
    """Answer a path to the pattern of this name; to whatever stands before it, where nothing reaches it."""
    reached = ""
    for form, names in normalize(route):
        for chosen in sorted(itertools.product(SAMPLES, repeat=len(names)), key=lambda some: len(set(some))):
            path = "/" + form % dict(zip(names, chosen, strict=True))
            try:
                match = resolver.resolve(path)
            except Resolver404:
                continue
            if match.view_name == name:
                return path
            reached = reached or path
    return reached

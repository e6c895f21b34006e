"""No view without a decision on access (architecture P2)."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver

from portal.accounts.certainty import asks_certainty
from tenants import access, registers

LIBRARY_PREFIXES = ("admin:", "djangocms", "maykin_2fa:", "two_factor:", "pages-")


def views(patterns: Any, namespace: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace or ""]))
            yield from views(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join(filter(None, [namespace, pattern.name or str(pattern.pattern)])), pattern.callback


def undecided(urlconf: str) -> list[str]:
    found = views(importlib.import_module(urlconf).urlpatterns)
    return [
        name
        for name, view in found
        if access.audience_of(view) is None
        and name not in registers.access
        and not name.startswith(LIBRARY_PREFIXES)
        and not name.startswith("admin")
    ]


@pytest.mark.covers("architecture P2")
@pytest.mark.parametrize(
    "urlconf",
    [
        "config.urls.portal",
        "config.urls.console",
        "portal.products.urls",
        "portal.profile.urls",
        "portal.search.urls",
        "themes.urls",
    ],
)
def test_every_view_says_who_may_see_it(urlconf: str) -> None:
    assert undecided(urlconf) == []


def test_a_view_without_a_mark_is_found() -> None:
    def unmarked(request: Any) -> None: ...

    assert access.audience_of(unmarked) is None
    assert access.audience_of(access.public(unmarked)) is not None


def test_a_view_that_may_ask_to_be_surer_says_so_in_the_register_and_no_other_does() -> None:
    modules = ("config.urls.portal", "portal.products.urls", "portal.profile.urls", "portal.search.urls")
    found = [pair for module in modules for pair in views(importlib.import_module(module).urlpatterns)]
    asking = {view.__name__ for _name, view in found if asks_certainty(view)}
    said = {entry.view.rpartition(":")[2] for entry in registers.access if entry.asks_certainty}

    assert asking == said == {"data", "data_later"}

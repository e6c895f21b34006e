"""What every page needs of the page tree, by one query: mounts, menu, and the pages that the footer names."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from .types import PublishedPage

NAMED = ("contact", "accessibility", "privacy")
"""Pages that the footer of every page leads to, in this order."""
# As text: composing it with the ORM costs more than running it, and every request runs it. The order of columns is
# that of `PublishedPage`.
PAGES = """
SELECT p.id, u.language, u.path, coalesce(nullif(c.menu_title, ''), c.title), c.in_navigation AND p.depth = 1,
       coalesce(p.reverse_id, ''), coalesce(p.application_urls, ''), coalesce(p.application_namespace, ''),
       p.login_required
  FROM cms_page p
  JOIN cms_pageurl u ON u.page_id = p.id AND u.path IS NOT NULL
  JOIN cms_pagecontent c ON c.page_id = p.id AND c.language = u.language
  JOIN djangocms_versioning_version v ON v.object_id = c.id AND v.state = 'published'
  JOIN django_content_type t ON t.id = v.content_type_id AND t.app_label = 'cms' AND t.model = 'pagecontent'
"""
TOP = f"""{PAGES}
 WHERE p.application_urls <> '' OR (c.in_navigation AND p.depth = 1) OR p.reverse_id = ANY(%s)
 ORDER BY p.path, u.language
"""


def top() -> tuple[PublishedPage, ...]:
    """Read the pages that are mounted, in the menu, or named: in the order of the tree."""
    return _read(TOP, [list(NAMED)])


def every() -> tuple[PublishedPage, ...]:
    """Read all that is published."""
    return _read(f"{PAGES} ORDER BY p.path, u.language", [])


def at(paths: list[str]) -> tuple[PublishedPage, ...]:
    """Read what is published at these places in the tree, given as the tree's own paths."""
    return _read(f"{PAGES} WHERE p.path = ANY(%s) ORDER BY p.path, u.language", [paths])


def below(path: str, depth: int) -> tuple[PublishedPage, ...]:
    """Read what is published directly below a place in the tree."""
    return _read(
        f"{PAGES} WHERE p.path LIKE %s AND p.depth = %s ORDER BY p.path, u.language", [f"{path}%", depth + 1]
    )


def in_language(pages: Iterable[PublishedPage], language: str) -> Iterator[PublishedPage]:
    """Take each page once: in this language, in Dutch where it has not been translated."""
    chosen: dict[int, PublishedPage] = {}
    for page in pages:
        if page.language == language or (
            page.language == settings.LANGUAGE_CODE and page.page_id not in chosen
        ):
            chosen[page.page_id] = page
    yield from chosen.values()


def address(language: str, path: str) -> str:
    """Answer where a page stands on the site."""
    with override(language):
        root = reverse("pages-root")
    return f"{root}{path}/" if path else root


def _read(statement: str, values: list[Any]) -> tuple[PublishedPage, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return tuple(PublishedPage._make(row) for row in cursor.fetchall())

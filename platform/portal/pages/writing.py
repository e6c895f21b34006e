"""Look at a page as its visitors would get it: all its blocks, in their order (P-268)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from cms.models import CMSPlugin, PageContent
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from djangocms_text.models import Text
from djangocms_versioning.exceptions import ConditionFailed
from djangocms_versioning.models import Version

from portal.core.access import staff
from portal.core.writing import judging, panel
from portal.core.writing.types import Finding, Part, faults
from portal.core.writing.wording import sentence

from .models import Section

LANGUAGE: Final = "taal"
"""Names the language of a block in the address at which it is looked at."""


def of(content: PageContent) -> list[Finding]:
    """Find what is wrong with the texts of a page in one language: three queries."""
    return judging.judge("".join(blocks(content)), language=content.language)


@staff()
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Say what is wrong with the text of one block while somebody writes it, and keep nothing of it."""
    language = request.GET.get(LANGUAGE, settings.LANGUAGE_CODE)
    return HttpResponse(panel.inside([part(request.POST.get("body", ""), language)]))


def part(body: str, language: str) -> Part:
    """Find what is wrong with the text of one block by itself: it may stand below a heading of another."""
    return Part("", tuple(judging.judge(body, language=language, above=2)))


def blocks(content: PageContent) -> Iterator[str]:
    """Give the headings and texts of a page, in the order in which visitors get them: three queries."""
    plugins = CMSPlugin.objects.filter(
        placeholder__content_type=ContentType.objects.get_for_model(PageContent),
        placeholder__object_id=content.pk,
    ).order_by("placeholder_id", "position")
    rows = list(plugins.values_list("pk", "parent_id"))
    keys = [key for key, _ in rows]
    said: Mapping[int, str] = {
        **{
            key: f"<h2>{escape(words)}</h2>"
            for key, words in Section.objects.filter(pk__in=keys).values_list("pk", "heading")
        },
        **dict(Text.objects.filter(pk__in=keys).values_list("pk", "body")),
    }
    below: defaultdict[int | None, list[int]] = defaultdict(list)
    for key, parent in rows:
        below[parent].append(key)
    yield from _in_order(below, None, said)


def hold_back(version: Version, user: object) -> None:
    """Refuse to publish a page with faults; the CMS asks this before it publishes for somebody.

    :raises ConditionFailed: with what is wrong, in words.
    """
    if not isinstance(version.content, PageContent):
        return
    if held := faults(of(version.content)):
        told = (gettext("Deze pagina is niet gepubliceerd. Verbeter dit eerst:"), *map(sentence, held))
        raise ConditionFailed(" ".join(told))


def listen() -> None:
    """Have the CMS ask."""
    if hold_back not in Version.check_publish:
        Version.check_publish.append(hold_back)


def _in_order(
    below: Mapping[int | None, list[int]], parent: int | None, said: Mapping[int, str]
) -> Iterator[str]:
    for key in below.get(parent, ()):
        yield f"<div>{said.get(key, '')}</div>"
        yield from _in_order(below, key, said)

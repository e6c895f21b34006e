"""What of the page tree can be found by searching."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from cms.models import CMSPlugin, PageContent
from django.contrib.contenttypes.models import ContentType
from django.utils.html import strip_tags
from djangocms_text.models import Text

from portal.search.types import Document

from . import queries
from .models import Section
from .types import PublishedPage

KIND = "page"


def every() -> Iterator[Document]:
    """List all published pages as search wants them."""
    return of(page for page in queries.published() if not page.apphook and not page.is_home)


def of(pages: Iterable[PublishedPage]) -> Iterator[Document]:
    """Make documents of published pages, with as many queries for all as for one; features bring their own."""
    pages = list(pages)
    found = PageContent.objects.filter(page_id__in=[page.page_id for page in pages])
    contents = {(content.page_id, content.language): content for content in found}
    words = _words_of([content.pk for content in contents.values()])
    for page in pages:
        content = contents.get((page.page_id, page.language))
        if content is not None:
            yield Document(
                kind=KIND,
                key=str(page.page_id),
                title=content.title,
                path=queries.url_of(page),
                summary=content.meta_description or "",
                body=" ".join(words[content.pk]),
                language=page.language,
            )


def _words_of(contents: Collection[int]) -> Mapping[int, list[str]]:
    """Gather the words of pages by the keys of their contents, without markup: headings first."""
    plugins = CMSPlugin.objects.filter(
        placeholder__content_type=ContentType.objects.get_for_model(PageContent),
        placeholder__object_id__in=contents,
    )
    content_of = dict(plugins.values_list("pk", "placeholder__object_id"))
    words: defaultdict[int, list[str]] = defaultdict(list)
    headings = Section.objects.filter(pk__in=content_of).order_by("position").values_list("pk", "heading")
    for plugin, heading in headings:
        words[content_of[plugin]].append(heading)
    texts = Text.objects.filter(pk__in=content_of).order_by("position").values_list("pk", "body")
    for plugin, body in texts:
        words[content_of[plugin]].append(strip_tags(body.replace("<", " <")))
    return words

"""What of the page tree can be found by searching."""

from collections.abc import Iterable, Iterator

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
    """Make documents of published pages; features mounted on a page bring their own."""
    for page in pages:
        content = PageContent.objects.filter(page_id=page.page_id, language=page.language).first()
        if content is not None:
            yield Document(
                kind=KIND,
                key=str(page.page_id),
                title=content.title,
                path=queries.url_of(page),
                summary=content.meta_description or "",
                body=text_of(content),
                language=page.language,
            )


def text_of(content: PageContent) -> str:
    """Gather the words of a page, without markup."""
    plugins = CMSPlugin.objects.filter(
        placeholder__content_type=ContentType.objects.get_for_model(PageContent),
        placeholder__object_id=content.pk,
    ).values("pk")
    texts = Text.objects.filter(pk__in=plugins).order_by("position").values_list("body", flat=True)
    headings = Section.objects.filter(pk__in=plugins).order_by("position").values_list("heading", flat=True)
    return " ".join([*headings, *(strip_tags(text.replace("<", " <")) for text in texts)])

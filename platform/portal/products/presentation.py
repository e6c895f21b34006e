"""How the catalogue's pages are put together from what the queries answer."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import get_language, gettext

from portal.core import links
from portal.core.types import Spoken
from portal.products.models import Category, Product, Question
from portal.products.models.texts import Written
from portal.products.types import Action, Heading, Rendered, Text

type Crumb = tuple[str, str]


def crumbs(*trail: Category, last: str = "") -> list[Crumb]:
    """List the way to a page (requirement P-008).

    :param trail: subjects from the top; each leads to its own page.
    :param last: the page itself, when it is no subject.
    """
    way = [
        (gettext("Startpagina"), reverse("pages-root")),
        (gettext("Onderwerpen"), reverse("products:index")),
    ]
    path: list[str] = []
    for category in trail:
        path.append(category.slug)
        way.append((label(category), reverse("products:category", args=["/".join(path)])))
    return [*way, (last, "")] if last else way


def label(row: Written) -> Spoken:
    """Answer a name, with the language that it is in."""
    name = row.text("name")
    return Spoken(name.value, name.language)


@dataclass(frozen=True)
class ProductPage:
    """A product as its page shows it; a part without data does not appear (requirement P-110)."""

    product: Product

    @cached_property
    def content(self) -> Rendered:
        """Answer the text, in parts between which the editor wants the button."""
        return self.product.html("content")

    @cached_property
    def costs(self) -> Rendered:
        """Answer what it costs."""
        return self.product.html("costs")

    @cached_property
    def local(self) -> Rendered:
        """Answer what holds in this municipality alone."""
        return self.product.html("local")

    @cached_property
    def eligibility(self) -> Rendered:
        """Answer whom it is for."""
        return self.product.html("eligibility")

    @cached_property
    def questions(self) -> list[Question]:
        """List the questions with their answers."""
        return list(self.product.questions.all())

    @cached_property
    def action(self) -> Action | None:
        """Answer the button with which a request starts, if it leads anywhere."""
        if not self.product.action_url:
            return None
        label = self.product.text("action_label")
        if not label:
            label = Text(gettext("Direct regelen"), get_language() or "nl")
        return Action(label, self.product.action_url, is_external=not self.product.action_url.startswith("/"))

    @property
    def has_button_in_text(self) -> bool:
        """Tell whether the editor has put the button in the text; then it stands nowhere else (P-111)."""
        return self.action is not None and len(self.content.parts) > 1

    @property
    def has_button_aside(self) -> bool:
        """Tell whether the button stands beside the text."""
        return self.action is not None and not self.has_button_in_text

    @cached_property
    def anchors(self) -> list[Heading]:
        """List what the page's own menu leads to."""
        parts = [
            ("voor-wie", gettext("Voor wie is het?"), self.eligibility),
            ("kosten", gettext("Wat kost het?"), self.costs),
            ("vragen", gettext("Veelgestelde vragen"), self.questions),
            ("locaties", gettext("Waar kunt u terecht?"), self.product.locations.all()),
        ]
        written = (
            Heading(heading.anchor, Spoken(heading.title, self.content.language))
            for heading in self.content.headings
        )
        return [*written, *(Heading(anchor, title) for anchor, title, part in parts if part)]

    @property
    def canonical(self) -> str:
        """Answer the one full address of the product (requirement P-115)."""
        return links.absolute(reverse("products:product", args=[self.product.slug]))

"""Values of the page tree."""

from dataclasses import dataclass
from typing import NamedTuple


class PublishedPage(NamedTuple):
    """A published page in one language."""

    page_id: int
    language: str
    path: str
    title: str
    in_menu: bool
    name: str
    """A name with a fixed meaning, such as `privacy`; empty for most pages."""
    apphook: str
    namespace: str
    login_required: bool

    @property
    def is_home(self) -> bool:
        """Tell whether this is the start page."""
        return self.path == ""


@dataclass(frozen=True, slots=True)
class Revision:
    """What of a tenant's page tree its URLs and the frame of every page depend on."""

    pages: tuple[PublishedPage, ...]
    """Pages that are mounted, in the menu, or named, in the order of the tree."""
    switched_off: frozenset[str]
    """Apphooks whose feature is off."""

    @property
    def open_pages(self) -> list[PublishedPage]:
        """List what anybody may see."""
        return [p for p in self.pages if not p.login_required and p.apphook not in self.switched_off]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a page says in one language, before it is made."""

    language: str
    title: str
    slug: str
    body: str = ""
    """Markdown."""
    untranslated: str = ""
    """Markdown in Dutch, below the body; what has not been translated."""
    menu_title: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page that a blueprint wants."""

    name: str
    """Unique in the tree; what the page is known by when it has been renamed."""
    drafts: tuple[Draft, ...]
    in_menu: bool = False
    with_contact: bool = False
    template: str = "pages/standard.html"
    apphook: str = ""
    is_home: bool = False
    login_required: bool = False

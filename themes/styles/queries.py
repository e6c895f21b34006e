"""Read house styles and their revisions: for the console, and for whoever chooses a theme."""

from collections.abc import Mapping, Set
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from themes import builtin, slots
from themes.licences import Statement, Work
from themes.slots import Values
from themes.types import Look, Theme
from themes.values import Font

from . import keeping
from .models import Revision, Style, Upload
from .types import BETWEEN, Origin


def key_of(style: Style, number: int) -> str:
    """Name a revision as municipalities bear it."""
    return f"{style.slug}{BETWEEN}{number}"


def library() -> "QuerySet[Style]":
    """List all house styles, also those that cannot be chosen any more."""
    found: QuerySet[Style] = Style.objects.select_related("current")
    return found


def current(owner: UUID | None = None) -> list[Theme]:
    """List the house styles that can be chosen: those for everybody, and those of one municipality."""
    may = Q(owner=None) | Q(owner=owner) if owner else Q(owner=None)
    styles = Style.objects.select_related("current").filter(
        may, current__isnull=False, archived_at__isnull=True
    )
    return [_theme(style, style.current) for style in styles if style.current]


def published(key: str) -> Theme | None:
    """Find a revision that is or was published, by its key."""
    revision = _revision(key)
    return _theme(revision.style, revision) if revision else None


def values(key: str) -> Values | None:
    """Give what each slot of a published revision holds."""
    revision = _revision(key)
    return read(revision.values) if revision else None


def owners() -> Mapping[str, UUID | None]:
    """Tell for each revision that was published whose alone it is."""
    found = Revision.objects.filter(published_at__isnull=False)
    rows = found.values_list("style__slug", "number", "style__owner")
    return {f"{slug}{BETWEEN}{number}": owner for slug, number, owner in rows}


def archived() -> Set[str]:
    """List the keys that can be had and that nobody can choose any more."""
    found = Revision.objects.filter(published_at__isnull=False, style__archived_at__isnull=False)
    return {f"{slug}{BETWEEN}{number}" for slug, number in found.values_list("style__slug", "number")}


def is_taken(name: str) -> bool:
    """Tell whether a theme is called so already."""
    shipped = {theme.name.casefold() for theme in builtin.themes()}
    return name.casefold() in shipped or Style.objects.filter(name__iexact=name).exists()


def lacks_rights(key: str) -> list[Work]:
    """List for which parts of a published revision nobody stated a right: of an upload, and of its logo."""
    revision = _revision(key)
    if revision is None:
        return []
    asked = {Work.HOUSE_STYLE: bool(revision.upload_id), Work.LOGO: bool(revision.look.get("logo"))}
    said = {Work.HOUSE_STYLE: revision.statement, Work.LOGO: revision.logo_statement}
    return [work for work, is_asked in asked.items() if is_asked and not _is_stated(said[work], work)]


def _is_stated(data: Mapping[str, Any], work: Work) -> bool:
    try:
        return Statement.of_data(data).work is work
    except ValueError:
        return False


def read(plain: Mapping[str, Any]) -> Values:
    """Read values as they are kept."""
    return {name: slots.parse(name, value) for name, value in plain.items() if name in slots.SLOTS}


def origin(revision: Revision) -> Origin:
    """Tell where a revision comes from, to make another of it."""
    content = bytes(revision.upload.content) if revision.upload else b""
    return Origin(content, revision.file, revision.choice, revision.brand, revision.given)


def upload(digest: str) -> bytes:
    """Give what was uploaded; nothing when it is not kept any more."""
    found = Upload.objects.filter(digest=digest).first()
    return bytes(found.content) if found else b""


def revision(key: str) -> Revision | None:
    """Find a revision by its key, published or not."""
    if not keeping.is_key(key):
        return None
    slug, _, number = key.rpartition(BETWEEN)
    found = Revision.objects.select_related("style__current")
    return found.filter(style__slug=slug, number=int(number)).first()


def theme(revision: Revision) -> Theme:
    """Describe a revision as others describe a theme, published or not."""
    return _theme(revision.style, revision)


def _revision(key: str) -> Revision | None:
    found = revision(key)
    return found if found and found.published_at else None


def _theme(style: Style, revision: Revision) -> Theme:
    held = read(revision.values)
    fonts = [value.css for name in ("font", "h-font") if isinstance(value := held[name], Font)]
    return Theme(
        key=key_of(style, revision.number),
        name=style.name,
        description=style.description,
        colours=builtin.sample(held),
        font=fonts[0],
        heading_font=fonts[-1],
        look=Look(**revision.look),
        owner=style.owner,
    )

"""House styles to test with, each under a name of its own: what a process remembers of one is never another's."""

import datetime
import uuid
from typing import Any

from tenants.audit import Actor
from tests.themes.importing import uploads
from themes.images import drawings
from themes.licences import Ground, Statement, Work
from themes.styles import making, operations, queries
from themes.styles.models import Revision
from themes.styles.types import Draft, Logo, Naming, Origin

NOOR = Actor("operator", "noor@inwonerplein.example")
DIRTY = "bleekveld.json"
CLEAN = "hamsterdam.json"
BRAND = {"primary": "#0a5a9c", "accent": "#d98324", "font": "system", "radius": "6px"}
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="30"/></svg>'


def stated(work: Work = Work.HOUSE_STYLE) -> Statement:
    """State a right."""
    return Statement(work, Ground.OWN, "Gemeente Hamsterdam", "N. Oor", datetime.date(2026, 11, 1))


def draft(file: str = DIRTY, **given: str) -> Draft:
    """Make a revision out of one of the fictional house styles."""
    origin = Origin(content=uploads.house(file), file=file, given=given)
    return Draft(origin, making.take(origin), statement=stated())


def drafted(brand: dict[str, str] | None = None, logo: bytes = b"", **given: str) -> Draft:
    """Make a revision out of two colours and a font."""
    origin = Origin(brand=brand or BRAND, given=given)
    picture = Logo(drawings.rebuild(logo), stated(Work.LOGO)) if logo else None
    return Draft(origin, making.take(origin), logo=picture)


def begun(made: Draft | None = None, *, owner: uuid.UUID | None = None) -> Revision:
    """Add a house style that nothing else is called like."""
    name = f"Huis {uuid.uuid4().hex[:12]}"
    return operations.begin(Naming(name, owner=owner), made or drafted(), identity=uuid.uuid4(), by=NOOR)


def revised(before: Revision, made: Draft, **changes: Any) -> Revision:
    """Add a revision to it."""
    asked: dict[str, Any] = {"base": before.number, "identity": uuid.uuid4(), "by": NOOR, **changes}
    return operations.revise(before.style_id, made, **asked)


def published(made: Draft | None = None, *, owner: uuid.UUID | None = None) -> str:
    """Add a house style and publish it; answers its key."""
    revision = begun(made, owner=owner)
    operations.publish(revision.style_id, revision.number, by=NOOR)
    return queries.key_of(revision.style, revision.number)

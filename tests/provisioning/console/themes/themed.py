"""House styles for the console's screens, and how their forms are filled in."""

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tenants.models import Tenant
from tenants.types import TenantRef
from tests.provisioning.console import municipalities
from tests.themes.importing import uploads
from tests.themes.styles import houses
from themes.styles import operations, queries
from themes.styles.models import Revision

ALL, ADD = "/themas/", "/themas/nieuw/"
MARKUP = "<script>alert(1)</script>"
"""What must never reach a page as it is (attack P02)."""
RIGHTS = {
    "recht-ground": "own",
    "recht-holder": "Gemeente Bleekveld",
    "recht-stated_by": "N. Oor, communicatie",
}
COLOURS = {
    "brand-primary": "#0a5a9c",
    "brand-accent": "#d98324",
    "brand-font": "system",
    "brand-radius": "6px",
}


def address(revision: Revision, rest: str = "") -> str:
    """Answer where a house style is."""
    return f"{ALL}{revision.style_id}/{rest}"


def file(name: str = houses.DIRTY) -> SimpleUploadedFile:
    """Have a file of one of the fictional house styles at hand."""
    return SimpleUploadedFile(name, uploads.house(name))


def upload(content: Any = None, **changes: Any) -> dict[str, Any]:
    """Fill in the form with a file."""
    values = {
        "name": f"Huis {uuid.uuid4().hex[:10]}",
        "owner": "alle",
        "source": "bestand",
        "file": content or file(),
        "number": str(uuid.uuid4()),
        **RIGHTS,
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


def colours(**changes: Any) -> dict[str, Any]:
    """Fill in the form with two colours."""
    name, number = f"Huis {uuid.uuid4().hex[:10]}", str(uuid.uuid4())
    return {"name": name, "owner": "alle", "source": "kleuren", "number": number, **COLOURS, **changes}


def edited(revision: Revision, **changes: Any) -> dict[str, Any]:
    """Fill in the editor as it stands."""
    brand = {f"brand-{name}": value for name, value in revision.brand.items()}
    values = {"base": revision.number, "number": str(uuid.uuid4()), "stap": "bewaren", **brand}
    return {**values, **revision.given, **changes}


def worn(revision: Revision, name: str = "Dijkstede") -> Tenant:
    """Put a municipality into the directory that wears a version, which is published for it."""
    operations.publish(revision.style_id, revision.number, by=houses.NOOR)
    return municipalities.make(name, theme=queries.key_of(revision.style, revision.number))


def dressed(tenant: TenantRef, revision: Revision) -> Tenant:
    """Have a municipality that is there wear a version, which is published for it."""
    operations.publish(revision.style_id, revision.number, by=houses.NOOR)
    rows = Tenant.objects.filter(uuid=tenant.uuid)
    rows.update(theme=queries.key_of(revision.style, revision.number))
    return rows.get()

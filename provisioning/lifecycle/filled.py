"""The compiled schema with a blueprint's content in it: an opening replays it, and fills nothing (architecture T8).

The text is taken from the first spare that is made of a release and a blueprint. What is a tenant's own in it is
marked, and chosen anew at every replay: the schema's name, the key of its site, identities, moments.
"""

import datetime
import re
import secrets
import subprocess
import uuid
from collections.abc import Mapping
from typing import Any

from structlog import get_logger

from tenants.models import Tenant

from . import blueprints, ddl, schema
from .models import FilledSchema

log = get_logger(__name__)

SITE = "@site@"
SITES = range(1_000_000_000, 2_000_000_000)
"""Keys of sites of spares: long enough to be found in the text, and nothing else with them."""
UUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")
MOMENT = re.compile(r"'(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?::\d\d)?)'")
MARKED = re.compile(r"@uuid:(\d+)@")


def site_key() -> int:
    """Choose the key of a spare's site."""
    return SITES[secrets.randbelow(len(SITES))]


def text(blueprint: Mapping[str, Any]) -> str | None:
    """Find the text that builds a schema with this content in it; None when this release has none yet."""
    found: str | None = _kept(blueprint).values_list("text", flat=True).first()
    return found


def keep(spare: Tenant, blueprint: Mapping[str, Any]) -> None:
    """Keep what a spare holds as text, unless this release has that text; the spare is good without."""
    if spare.site_pk not in SITES or _kept(blueprint).exists():
        return
    try:
        dumped = ddl.compile_template(spare.schema_name)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        log.error("lifecycle.filled_schema_not_kept", why=f"pg_dump: {type(error).__name__}")
        return
    if str(spare.uuid) in dumped or spare.uuid.hex in dumped:
        log.error("lifecycle.filled_schema_not_kept", why="The content names the spare that it was made in.")
        return
    marked = {"text": _mark(dumped, spare.site_pk)}
    FilledSchema.objects.get_or_create(**_marks(blueprint), defaults=marked)  # two may be made at once


def own(marked: str, tenant: Tenant) -> str:
    """Make of the marked text the one of a tenant."""
    identities: dict[str, str] = {}

    def choose(match: re.Match[str]) -> str:
        return identities.setdefault(match.group(1), str(uuid.uuid4()))

    return MARKED.sub(choose, marked).replace(SITE, str(tenant.site_pk))


def _mark(dumped: str, site: int) -> str:
    identities: dict[str, int] = {}

    def identity(match: re.Match[str]) -> str:
        return f"@uuid:{identities.setdefault(match.group(), len(identities))}@"

    return UUID.sub(identity, _ago(dumped)).replace(str(site), SITE)


def _ago(dumped: str) -> str:
    """Write moments as so long ago, counted from the last one: their order stays."""
    found = {each: datetime.datetime.fromisoformat(each) for each in MOMENT.findall(dumped)}
    last = max(found.values(), default=None)

    def ago(match: re.Match[str]) -> str:
        seconds = (last - found[match.group(1)]).total_seconds() if last else 0
        return f"(now() - interval '{seconds} seconds')"

    return MOMENT.sub(ago, dumped)


def _kept(blueprint: Mapping[str, Any]) -> Any:
    return FilledSchema.objects.filter(**_marks(blueprint))


def _marks(blueprint: Mapping[str, Any]) -> dict[str, str]:
    return {"fingerprint": schema.fingerprint(), "blueprint": blueprints.digest(blueprint)}

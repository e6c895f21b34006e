"""What a municipality is called, and its theme, in a file."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from provisioning.lifecycle import theme_rules
from provisioning.lifecycle.parts import look as parts
from tenants import shapes
from tenants.registers import Section
from tenants.shapes import Problem
from tenants.types import TenantRef
from themes.styles import queries as styles

PARTS = (parts.NAME, parts.THEME)


def _mean(tenant: TenantRef, now: Mapping[str, Any], told: Any, remove: bool) -> dict[str, Any]:
    tidy = {key: unicodedata.normalize("NFC", text.strip(" ")) for key, text in told.items()}
    return {part.key: tidy.get(part.key, now[part.key]) for part in PARTS}


def _refusals(
    tenant: TenantRef, now: Mapping[str, Any], told: Any, wanted: Mapping[str, Any]
) -> Iterable[Problem]:
    for part in PARTS:
        if wanted[part.key] != now[part.key]:
            yield from ((part.key, text) for text in part.refusals(tenant, wanted[part.key]))
    if wanted["theme"] != now["theme"] and wanted["theme"] in styles.archived():
        yield "theme", theme_rules.archived()


SECTION = Section(
    feature="tenancy",
    key="look",
    title="Naam en thema",
    parts=tuple(part.key for part in PARTS),
    shape=shapes.fields((), name=shapes.text(200), theme=shapes.text(100)),
    write=lambda values: {part.key: values[part.key] for part in PARTS},
    mean=_mean,
    names=lambda values: {part.key: values[part.key] for part in PARTS},
    blank={"name": "", "theme": ""},
    refusals=_refusals,
    removes=False,
)

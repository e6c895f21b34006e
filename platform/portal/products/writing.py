"""Look at the texts of the catalogue as their visitors would get them (P-268)."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db.models import Model
from django.utils.html import escape
from django.utils.text import capfirst

from portal.core.writing import judging
from portal.core.writing.types import Finding, Part
from portal.products import markdown
from portal.products.models.texts import DUTCH, Written

BELOW_HEADING: Final = {"content": 1}
"""The level of the heading above a text; of all others 2: a page puts one there."""
PLAIN: Final = ("summary",)
"""Fields without Markdown that hold sentences."""


def judge(model: type[Written], texts: Mapping[str, Any]) -> dict[str, list[Finding]]:
    """Find what is wrong with texts, by the name of their field; fields in which nothing is wrong are not there.

    :param texts: values by the name of the field; what is no text of an editor is passed over.
    """
    found = {name: _findings(name, str(texts[name] or "")) for name in fields(model) if name in texts}
    return {name: findings for name, findings in found.items() if findings}


def of(row: Written) -> dict[str, list[Finding]]:
    """Find what is wrong with the texts of a row as it stands."""
    return judge(type(row), {name: getattr(row, name) for name in fields(type(row))})


def fields(model: type[Written]) -> Iterator[str]:
    """Name the fields that are looked at, in both languages."""
    there = {field.name for field in model._meta.get_fields()}
    for name in (*PLAIN, *model.MARKDOWN):
        yield from (each for each in (name, f"{name}_en") if each in there)


def parts(model: type[Model], found: Mapping[str, list[Finding]]) -> list[Part]:
    """Put the name of each field, as its form says it, before what was found in it."""
    return [
        Part(capfirst(str(model._meta.get_field(name).verbose_name)), tuple(findings))  # type: ignore[union-attr]
        for name, findings in found.items()
    ]


def _findings(name: str, text: str) -> list[Finding]:
    base = name.removesuffix("_en")
    language = DUTCH if base == name else "en"
    html = f"<p>{escape(text)}</p>" if base in PLAIN else markdown.as_written(text)
    return judging.judge(html, language=language, above=BELOW_HEADING.get(base, 2))

"""Texts of editors: Dutch, with an English translation if they like; Markdown is kept rendered as well."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language

from portal.products import alphabet, markdown
from portal.products.types import Rendered, Text

DUTCH = "nl"


class Written(models.Model):
    """Something with texts in two languages."""

    MARKDOWN: ClassVar[tuple[str, ...]] = ()
    """Names of the fields that hold Markdown."""

    rendered = models.JSONField(default=dict, editable=False)
    """HTML of the Markdown fields, by name; made on save."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with what is derived from the texts."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Work out what is kept for speed; for rows that are written in bulk, which pass `save()` by."""
        self.rendered = {
            name: markdown.render(text).to_json()
            for name in self._markdown_fields()
            if (text := getattr(self, name))
        }

    def text(self, name: str) -> Text:
        """Answer a field in the active language, or else in Dutch."""
        value, language = self._chosen(name)
        return Text(str(getattr(self, value)), language)

    def html(self, name: str) -> Rendered:
        """Answer a Markdown field as HTML, in the active language or else in Dutch."""
        value, language = self._chosen(name)
        kept = self.rendered.get(value)
        if kept and kept["version"] == markdown.VERSION:
            return Rendered.from_json(kept, language)
        return markdown.render(getattr(self, value)).in_language(language)

    def _chosen(self, name: str) -> tuple[str, str]:
        active = (get_language() or DUTCH)[:2]
        translated: str = getattr(self, f"{name}_{active}", "") if active != DUTCH else ""
        return (f"{name}_{active}", active) if translated else (name, DUTCH)

    def _markdown_fields(self) -> list[str]:
        names = {field.name for field in self._meta.get_fields()}
        return [name for base in self.MARKDOWN for name in (base, f"{base}_en") if name in names]


class Named(Written):
    """Something that stands in alphabetical lists."""

    sort_name = models.TextField(default="", editable=False, db_collation="C")
    """Key of the Dutch alphabetical order of the name."""

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Work out the key of the name too."""
        super().derive()
        self.sort_name = alphabet.key(getattr(self, "name"))  # noqa: B009 - a field of the subclass

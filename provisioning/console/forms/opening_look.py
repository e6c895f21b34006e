"""The part of the wizard that asks how a municipality looks: a theme, two colours and a font, or a file (C-020)."""

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provisioning.lifecycle import house_styles
from themes import queries as themes
from themes.importing import limits
from themes.intake import Intake
from themes.styles import operations as styles
from themes.types import Theme

from .asked import FileField, OneOf, TextField
from .asking import offer
from .brand import BrandForm, font_choices
from .rights import GROUNDS, OPEN_LICENCE_CHOICES, RightsForm

LIBRARY, BRAND, IMPORT = "library", "brand", "import"
WAYS: Final = (
    (LIBRARY, _("Een thema uit de lijst")),
    (BRAND, _("Twee kleuren en een lettertype")),
    (IMPORT, _("Een bestand met de huisstijl van de gemeente")),
)
LONGEST_NAME: Final = 200
_TEXT: Final = {"autocomplete": "off"}


def _like(form: type[forms.Form], name: str, initial: str = "") -> TextField:
    """Ask for a text in the words of the form that asks for it elsewhere."""
    field = form.base_fields[name]
    widget = forms.TextInput(attrs={**_TEXT, "autocapitalize": "none", "spellcheck": "false"})
    return TextField(
        label=field.label, help_text=field.help_text, initial=initial, required=field.required, widget=widget
    )


class LookForm(forms.Form):
    """Ask how a municipality looks."""

    way = OneOf(label=_("Waar komt het uiterlijk vandaan?"), choices=WAYS, widget=forms.RadioSelect)
    theme = OneOf(label=_("Thema"), widget=forms.RadioSelect)
    primary = _like(BrandForm, "primary")
    accent = _like(BrandForm, "accent")
    font = OneOf(label=_("Lettertype"), choices=font_choices)
    radius = _like(BrandForm, "radius", "6px")
    file = FileField(
        label=_("Bestand"),
        help_text=_(
            "Design tokens als JSON, CSS, zip of npm-pakket (.tgz), van ten hoogste 8 MB. "
            "Een logo voegt u later toe, in de huisstijlen."
        ),
        widget=forms.FileInput(attrs={"accept": ".json,.css,.zip,.tgz,.gz"}),
    )
    choice = OneOf(label=_("Welk thema uit het bestand?"), widget=forms.RadioSelect)
    ground = OneOf(
        label=RightsForm.base_fields["ground"].label, choices=[("", _("Kies een recht")), *GROUNDS]
    )
    holder = _like(RightsForm, "holder")
    reference = _like(RightsForm, "reference")
    open_licence = OneOf(
        label=RightsForm.base_fields["open_licence"].label, required=False, choices=OPEN_LICENCE_CHOICES
    )
    stated_by = _like(RightsForm, "stated_by")
    # What is known of a file that was sent: its digest, and what it was called. Nobody sends these.
    upload = forms.CharField(required=False, widget=forms.HiddenInput)
    upload_name = forms.CharField(required=False, widget=forms.HiddenInput)

    given: dict[str, Any]
    """All that was filled in, whatever is wrong with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theme_choices = themes.themes()
        offer(self, "theme", [(theme.key, theme.name) for theme in self.theme_choices])

    @property
    def way_chosen(self) -> str:
        """Answer which of the ways was chosen; the list, as long as none was."""
        way = str(self.given["way"])
        return way if way in {BRAND, IMPORT} else LIBRARY

    def house(self) -> dict[str, Any]:
        """Answer the house style that is to be made, as `lifecycle.house_styles` has it; nothing for a theme."""
        given = self.given
        if self.way_chosen == BRAND:
            return {"brand": {name: given[name] for name in house_styles.BRAND}}
        if self.way_chosen == IMPORT:
            return {
                "upload": given["upload"],
                "file": given["upload_name"],
                "choice": given["choice"],
                "statement": {name: given[name] for name in house_styles.STATEMENT},
                "stated_on": timezone.localdate().isoformat(),
            }
        return {}

    @functools.cached_property
    def taken(self) -> Intake | None:
        """Answer what becomes of the house style that was filled in so far."""
        return house_styles.take(self.house())

    def asked_for(self) -> tuple[str, ...]:
        """List the fields that count for the way that was chosen."""
        if self.way_chosen == BRAND:
            return ("way", *house_styles.BRAND)
        if self.way_chosen == IMPORT:
            said = (name for name in ("choice", *house_styles.STATEMENT) if self.given[name])
            return ("way", "file", *said)
        return ("theme",)

    def look_said(self) -> dict[str, Any]:
        """Answer what was chosen, in words, by field."""
        chosen = self.given
        listed = {name: dict(self.fields[name].choices) for name in ("way", "theme", "ground")}  # type: ignore[attr-defined]
        known = {name: choices.get(chosen[name]) for name, choices in listed.items()}
        return {**known, "font": dict(font_choices()).get(chosen["font"]), "file": chosen["upload_name"]}

    def theme_cards(self) -> Iterator[tuple[BoundWidget, Theme]]:
        """Pair each radio button with the theme that it chooses."""
        return zip(self["theme"], self.theme_choices, strict=True)


def kept(files: Mapping[str, Any]) -> dict[str, str]:
    """Keep a file that was sent, and answer what to remember of it; of one that is too large only its name."""
    sent = files.get("file")
    if sent is None:
        return {}
    name = "".join(sign for sign in sent.name if sign.isprintable())[:LONGEST_NAME]
    return {"upload": _upload(sent), "upload_name": name, "choice": ""}


def _upload(sent: Any) -> str:
    if sent.size > limits.UPLOAD_BYTES:
        return house_styles.LARGE_FILE
    return styles.keep(sent.read()) or house_styles.EMPTY_FILE

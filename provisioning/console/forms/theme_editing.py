"""Set slots of a house style by hand, and let go of them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from provisioning.console import slot_texts
from provisioning.console.queries.slots import SlotRow
from provisioning.console.queries.themes import Shown
from themes import repair, slots
from themes.importing import typed
from themes.intake import Intake
from themes.licences import Statement
from themes.slots import SLOTS, Kind
from themes.styles import making
from themes.styles import queries as styles
from themes.styles.errors import RefusedStyleError
from themes.styles.models import Revision
from themes.styles.types import Draft, Origin

from .brand import BrandForm, font_choices
from .rights import LogoForm
from .together import Together, changed
from .uploads import Uploads

LONGEST: Final = 60
TEXT: Final = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
SAYS: Final = {
    Kind.COLOUR: _("Schrijf een kleur, zoals #0a5a9c of rgb(10 90 156)."),
    Kind.LENGTH: _("Schrijf een maat in px of rem, zoals 6px."),
    Kind.WEIGHT: _("Schrijf een dikte tussen 100 en 900."),
    Kind.FONT: _("Kies een lettertype uit de lijst."),
}


class SlotsForm(forms.Form):
    """Ask for each slot what it holds; empty follows from the rest."""

    use_required_attribute = False

    note = forms.CharField(
        label=_("Notitie"),
        required=False,
        max_length=300,
        help_text=_("Waarom u dit wijzigt, voor collega's. Staat bij de versie."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    """The version that the form was filled in from."""
    number = forms.UUIDField(widget=forms.HiddenInput)
    """Sent twice, it is one version."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in slot_texts.NAMES:
            self.fields[name] = _field(name)

    def clean(self) -> dict[str, Any]:
        """Read each value as the kind of its slot; what is none stands beside its field."""
        given: dict[str, Any] = super().clean() or {}
        for name in slot_texts.NAMES:
            text = str(given.get(name) or "").strip()
            if text and not (value := _read(name, text)):
                self.add_error(name, str(SAYS[SLOTS[name].kind]))
            elif text:
                given[name] = value
        return given

    def given(self) -> dict[str, str]:
        """Give the slots that are set by hand, as they are kept."""
        return {name: value for name in slot_texts.NAMES if (value := self.cleaned_data.get(name))}


@dataclass(frozen=True, slots=True)
class Editable:
    """A slot and the field that sets it."""

    row: SlotRow
    field: BoundField

    @property
    def is_set(self) -> bool:
        """Tell whether it is set by hand now."""
        return bool(self.field.value())


class EditingForms:
    """The forms of the editor, and what became of them."""

    def __init__(self, request: HttpRequest, operator: uuid.UUID, newest: Revision) -> None:
        data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        self.uploads = Uploads(operator)
        first = {"base": newest.number, "number": uuid.uuid4(), **newest.given}
        self.slots = SlotsForm(data, initial=first)
        self.brand = BrandForm(data, initial=dict(newest.brand)) if newest.brand else None
        self.logo = LogoForm(data, files, uploads=self.uploads)
        self.base = newest
        self.taken: Intake | None = None

    def read(self, base: Revision) -> Origin | None:
        """Make a theme of what was filled in, from the version that it was begun from; None when something is wrong."""
        self.base = base
        parts = [self.slots.is_valid(), self.brand is None or self.brand.is_valid()]
        origin = replace(
            styles.origin(base),
            given=self.slots.given(),
            brand=self.brand.brand() if self.brand and all(parts) else base.brand,
        )
        self.taken = making.take(origin)
        if self.brand and self.taken.refusals:
            self.brand.refuse(self.taken.refusals)
        return origin if all(parts) and self.taken.theme else None

    def draft(self, origin: Origin) -> Draft | None:
        """Make a version of it; None when the logo is refused, or nothing changed."""
        is_good = self.logo.is_good
        self.logo.data = changed(self.logo, kept=self.uploads.keep(self.logo.found))
        if not is_good:
            return None
        logo = self.logo.taken()
        if logo is None and self._is_same(origin):
            self.slots.add_error(None, _now("Er is niets gewijzigd. Zet een waarde, of laat er een los."))
            return None
        assert self.taken is not None
        # The file stays the same, so what was stated about it holds.
        stated = Statement.of_data(self.base.statement) if self.base.statement else None
        return Draft(origin, self.taken, stated, logo, self.slots.cleaned_data["note"])

    def _is_same(self, origin: Origin) -> bool:
        return dict(origin.given) == dict(self.base.given) and dict(origin.brand) == dict(self.base.brand)

    def go_on_from(self, newest: Revision) -> None:
        """Ask again, now from what somebody else made meanwhile; a value that this one did not touch follows that."""
        before, there, mine = self.base.given, newest.given, self.slots.given()
        untouched = [name for name in slot_texts.NAMES if mine.get(name) == before.get(name)]
        values = {name: str(there.get(name, "")) for name in untouched}
        values |= {"base": str(newest.number), "number": str(uuid.uuid4())}
        self.slots.data = changed(self.slots, **values)

    def read_again(self, newest: Revision) -> None:
        """Judge what is asked now."""
        self.slots.full_clean()
        self.base = newest

    def refuse(self, error: RefusedStyleError) -> None:
        """Say what stands in the way."""
        for texts in error.reasons.values():
            for text in texts:
                self.slots.add_error(None, text)

    def groups(self, shown: Shown) -> Iterator[tuple[str, Any, list[Editable], bool]]:
        """Give each part of a page with its slots, and tell whether it stands open."""
        for index, group in enumerate(shown.groups):
            rows = [Editable(row, self.slots[row.slot]) for row in group.rows]
            is_open = index == 0 or any(row.field.errors for row in rows)
            yield group.key, group.title, rows, is_open

    @property
    def summary(self) -> Together:
        """Show the forms as one."""
        brand = (self.brand,) if self.brand else ()
        return Together(self.slots, *brand, *self.logo.wrong)


def _field(name: str) -> forms.Field:
    label: Any = slot_texts.NAMES[name]
    if SLOTS[name].kind is Kind.FONT:
        choices: list[tuple[str, Any]] = [("", _("Volgt het thema")), *font_choices()]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, widget=forms.TextInput(attrs=TEXT)
    )


def _read(name: str, text: str) -> str:
    """Read a value in any notation; answers it as it is kept, or nothing."""
    slot = SLOTS[name]
    found = typed.value(slot, text, repair.WHITE)
    if slot.kind is Kind.FONT or found is None:
        try:
            found = slots.parse(name, text)
        except ValueError:
            return ""
    return slots.plain({name: found})[name]

"""Ask for the colours that administrators may adjust."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from themes import adjusting, identity


class ColourField(forms.CharField):
    """A colour, in any notation of CSS; kept as hex."""

    def clean(self, value: Any) -> str:
        """Read it."""
        found = adjusting.parse(str(value or ""))
        if found is None:
            raise forms.ValidationError(_("Kies een kleur, zoals #0a5a9c."))
        return found


class LookForm(forms.Form):
    """Ask for a colour for each slot that may be adjusted; what is as the house style has it was not adjusted."""

    use_required_attribute = False
    """All that is asked for is added when it is known what may be adjusted."""

    def __init__(
        self,
        *args: Any,
        allowed: Collection[str],
        base: Mapping[str, str],
        chosen: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """Make the form.

        :param allowed: slots.
        :param base: what the house style says, by slot.
        :param chosen: what was adjusted.
        """
        super().__init__(*args, **kwargs)
        self.base, self.chosen = base, chosen
        self.seen = _digest(base, chosen, allowed)
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=self.seen)
        for slot in allowed:
            self.fields[slot] = ColourField(
                label=str(identity.SLOTS[slot]),
                initial=chosen.get(slot, base[slot]),
                help_text=self._comes_from(slot),
                widget=forms.TextInput(attrs={"type": "color"}),
            )

    def given(self) -> dict[str, str]:
        """Answer what differs from the house style, of what was filled in well."""
        told = {slot: text for slot, text in self.cleaned_data.items() if slot in identity.SLOTS}
        return {slot: text for slot, text in told.items() if text != self.base[slot]}

    def is_stale(self) -> bool:
        """Tell whether something was changed since the form was shown."""
        return bool(self.cleaned_data.get("seen") != self.seen)

    def strange(self) -> list[str]:
        """List the slots that were sent and may not be adjusted."""
        return [slot for slot in identity.SLOTS if slot in self.data and slot not in self.fields]

    def colours(self) -> Iterator[BoundField]:
        """List the fields for colours."""
        return (self[name] for name in self.fields if name in identity.SLOTS)

    def _comes_from(self, slot: str) -> str:
        if slot in self.chosen:
            return _("Zelf gekozen. De huisstijl heeft hier %s.") % self.base[slot]
        return _("Van de huisstijl: %s.") % self.base[slot]


def _digest(base: Mapping[str, str], chosen: Mapping[str, str], allowed: Collection[str]) -> str:
    said = repr((sorted(base.items()), sorted(chosen.items()), sorted(allowed)))
    return hashlib.sha256(said.encode()).hexdigest()[:16]

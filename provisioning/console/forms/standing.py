"""Forms that close a portal, and open it again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.lifecycle.operations.refusing import LONGEST_TEXT
from tenants.types import Notice

from .asking import AskingForm, moment, reason


class SuspensionForm(AskingForm):
    """Ask why a portal is closed."""

    reason = reason(required=True)


class MaintenanceForm(AskingForm):
    """Ask what visitors read during maintenance, and from when to when."""

    dutch = forms.CharField(
        label=_("Tekst voor bezoekers"),
        max_length=LONGEST_TEXT,
        help_text=_("Gewone tekst. Een lege regel begint een nieuwe alinea."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Vul de tekst voor bezoekers in.")},
    )
    english = forms.CharField(
        label=_("Dezelfde tekst in het Engels"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )
    starts_at = moment(_("Begin"), _("Laat dit leeg om meteen te beginnen."))
    ends_at = moment(_("Einde"), _("Op dat moment opent het portaal vanzelf. Leeg: tot iemand het hervat."))
    reason = reason()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """Which maintenance was under way when the form was shown: another one somebody else has begun."""

    def is_overtaken(self, by: str) -> bool:
        """Tell whether somebody else has begun, changed or ended maintenance since; sent once more it goes through."""
        if self.data.get("seen", "") == by:
            return False
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "seen": by}
        return True

    def notice(self) -> Notice:
        """Answer what visitors will read; also of a form that is not filled in well."""
        given = self.cleaned_data
        return Notice(given.get("dutch", ""), given.get("english", ""), given.get("ends_at"))

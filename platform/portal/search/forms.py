"""What may be asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 100
SHORTEST = 2
"""Letters from which on something is looked for: one letter is a question that is still being typed."""


class SearchForm(forms.Form):
    """A question of a visitor; nothing asked is no error."""

    q = forms.CharField(
        label=_("Waar bent u naar op zoek?"),
        required=False,
        max_length=LONGEST,
        error_messages={
            "max_length": _("Uw zoekvraag is te lang. Gebruik hoogstens %(limit_value)d tekens."),
        },
    )

    def clean_q(self) -> str:
        """Take a single letter for nothing."""
        text: str = self.cleaned_data["q"]
        return text if len(text) >= SHORTEST else ""

    @property
    def text(self) -> str:
        """Answer what is to be looked for; empty when nothing sensible was asked."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""

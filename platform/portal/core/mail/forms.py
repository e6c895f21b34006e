"""Ask for the words of a kind of mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import letters
from .types import MailKind, Wording
from .wording.judging import LONGEST_SUBJECT
from .wording.reading import LONGEST


class WordingForm(forms.Form):
    """Words of a subject and a body; what is wrong stands beside the field."""

    use_required_attribute = False

    subject = forms.CharField(label=_("Onderwerp"), max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label=_("Tekst"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "Laat tussen twee alinea's een regel leeg. Onder deze tekst komen de gegevens van uw gemeente."
        ),
    )
    remarks = forms.CharField(
        label=_("Opmerkingen"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Alleen voor u en uw collega's, bijvoorbeeld waarom de tekst anders is."),
    )

    def __init__(self, *args: Any, kind: MailKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    @property
    def wording(self) -> Wording:
        """Answer what was filled in."""
        given = self.cleaned_data
        return Wording(given.get("subject", ""), given.get("body", "").replace("\r\n", "\n"))

    def clean(self) -> dict[str, Any]:
        """Say what is wrong with the words, beside each field."""
        for name, texts in letters.problems(self.kind, self.wording).items():
            if name not in self.errors:
                for text in texts:
                    self.add_error(name, text)
        return self.cleaned_data

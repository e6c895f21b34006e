"""The form for a question about a case. Each time that it is shown it has a key: sent twice, it is one question."""

import re
import uuid
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import ContactData

LONGEST: Final = 1_024
PHONE: Final = re.compile(r"\+?[0-9][0-9 ()-]{7,22}", re.ASCII)


class QuestionForm(forms.Form):
    """What somebody wants to know, and where they can be reached."""

    prefix = "vraag"  # so that its fields are not mixed up with those of another form on the page
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Uw vraag"),
        max_length=LONGEST,
        help_text=gettext_lazy("Ten hoogste 1.024 tekens. Vul geen burgerservicenummer in."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Vul uw vraag in.")},
    )
    reach = forms.CharField(
        label=gettext_lazy("Waar kunnen wij u bereiken?"),
        max_length=254,
        help_text=gettext_lazy("Uw e-mailadres of telefoonnummer. Daar krijgt u antwoord."),
        error_messages={"required": gettext_lazy("Vul een e-mailadres of telefoonnummer in.")},
    )

    def clean_reach(self) -> str:
        """Refuse what is neither.

        :raises ValidationError: then.
        """
        told = str(self.cleaned_data["reach"])
        if PHONE.fullmatch(told):
            return told
        try:
            validate_email(told)
        except ValidationError:
            raise ValidationError(
                _("Vul een heel e-mailadres in, zoals naam@voorbeeld.nl, of een telefoonnummer.")
            ) from None
        return told


def empty(request: HttpRequest) -> QuestionForm:
    """Make one to fill in, with where somebody can be reached as far as they have told that: one query."""
    contact = ContactData.objects.filter(user=request.user.pk).first()
    reach = (contact.email or contact.phone) if contact else ""
    return QuestionForm(initial={"key": uuid.uuid4(), "reach": reach})

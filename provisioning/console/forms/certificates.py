"""Forms for the certificate with which we show who we are."""

import re
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from .tending import PLAIN, TendingForm

LARGEST: Final = 100_000
"""Bytes of a file with a certificate and its key."""
PRIVATE_KEY: Final = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*", re.S)
TRIED, MOMENT, NOW = "tried", "moment", "now"


class CertificateForm(TendingForm):
    """Ask for a certificate, its key where that was not made here, and when it takes over from the one of now."""

    bundle = forms.FileField(
        label=_("Bestand met certificaat en sleutel"),
        required=False,
        help_text=_("Een bestand dat op .pfx, .p12 of .pem eindigt."),
        widget=forms.FileInput(attrs={"accept": ".pfx,.p12,.pem,application/x-pkcs12"}),
        error_messages={"empty": _("Dit bestand is leeg.")},
    )
    certificate = forms.CharField(
        label=_("Of plak hier het certificaat"),
        required=False,
        max_length=40_000,
        help_text=_("Plak de tekst (PEM), met de certificaten van de uitgevers eronder."),
        widget=forms.Textarea(attrs={**PLAIN, "rows": 6}),
    )
    key = forms.CharField(
        label=_("En hier de sleutel"),
        required=False,
        max_length=20_000,
        help_text=_("Laat dit leeg als de sleutel hier is gemaakt."),
        widget=forms.Textarea(attrs={**PLAIN, "rows": 4}),
    )
    passphrase = forms.CharField(
        label=_("Wachtwoord van het bestand of de sleutel"),
        required=False,
        max_length=500,
        strip=False,
        help_text=_("Wij gebruiken het één keer en bewaren het niet."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    take = forms.ChoiceField(
        label=_("Wanneer gaan wij het gebruiken?"),
        choices=(
            (TRIED, _("Zodra een test ermee lukt")),
            (MOMENT, _("Op het moment dat u hieronder kiest")),
            (NOW, _("Meteen")),
        ),
        initial=TRIED,
        widget=forms.RadioSelect,
        help_text=_("Het certificaat van nu blijft staan tot u het laat vergeten."),
        error_messages={"required": _("Kies wanneer."), "invalid_choice": _("Kies wanneer.")},
    )
    starts = forms.DateTimeField(
        label=_("Moment"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Kies een datum en een tijd.")},
    )

    there = forms.CharField(required=False, widget=forms.HiddenInput)
    """Which certificates there were when the page was made."""

    def __init__(self, *args: Any, follows: bool, **kwargs: Any) -> None:
        """Make the form.

        :param follows: there is a certificate in use, so the question when is to be asked.
        """
        super().__init__(*args, **kwargs)
        if not follows:
            del self.fields["take"], self.fields["starts"]

    def clean_bundle(self) -> bytes:
        """Read the file; it goes no further than this request."""
        found = self.cleaned_data["bundle"]
        if found is None:
            return b""
        if found.size > LARGEST:
            raise forms.ValidationError(_("Dit bestand is te groot voor een certificaat."))
        return bytes(found.read())

    def clean(self) -> dict[str, Any]:
        """Look whether there is something, and a moment where one is to be chosen."""
        values = super().clean() or self.cleaned_data
        if "bundle" in values and not values["bundle"] and not values.get("certificate"):
            self.add_error("certificate", _("Kies een bestand, of plak het certificaat."))
        if values.get("take") == MOMENT and not values.get("starts") and "starts" not in self.errors:
            self.add_error("starts", _("Kies een datum en een tijd."))
        return values

    def wanted(self) -> dict[str, Any]:
        """Answer what to ask of `operations.request_certificate`."""
        take = self.cleaned_data.get("take", NOW)
        starts: datetime | None = self.cleaned_data.get("starts") if take == MOMENT else None
        given = {name: self.cleaned_data[name] for name in ("bundle", "certificate", "key", "passphrase")}
        return {**given, "take": NOW if take == MOMENT else take, "starts": starts}

    def is_stale(self, there: str) -> bool:
        """Tell whether somebody else placed a certificate since the page was made."""
        return str(self.data.get("there", there)) != there

    def without_key(self, there: str) -> None:
        """Forget the key: a form that comes back with an error does not show it again, and is no longer stale."""
        kept = {name: self.data[name] for name in self.data if name != "key"} | {"there": there}
        kept["certificate"] = PRIVATE_KEY.sub("", kept.get("certificate", ""))
        self.data = kept


class KeyPairForm(TendingForm):
    """Ask for which name a certificate is requested."""

    common_name = forms.CharField(
        label=_("Hostnaam in het certificaat"),
        max_length=100,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": _("Vul een hostnaam in.")},
    )
    organisation = forms.CharField(
        label=_("Organisatie"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul de naam van de gemeente in.")},
    )

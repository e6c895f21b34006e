"""The form of a municipality's connection: what its kind of system asks for. Secrets go in and never come out."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.connections import catalogue
from integrations.connections.catalogue import SystemKind
from integrations.connections.operations import intake
from integrations.connections.types import CLIENT_ID, Authentication, Overview

AUTHENTICATIONS: Final[Mapping[Authentication, Promise]] = {
    Authentication.NONE: gettext_lazy("Niet nodig, of met een certificaat"),
    Authentication.API_KEY: gettext_lazy("Sleutel in een header"),
    Authentication.BASIC: gettext_lazy("Gebruikersnaam en wachtwoord"),
    Authentication.BEARER: gettext_lazy("Token"),
    Authentication.ZGW: gettext_lazy("Client-id en geheim (ZGW)"),
    Authentication.OAUTH: gettext_lazy("OAuth (client credentials)"),
    Authentication.SIGNED_SOAP: gettext_lazy("Ondertekende berichten (SOAP)"),
}
SECRETS: Final[Mapping[Authentication, Promise]] = {
    Authentication.API_KEY: gettext_lazy("Sleutel"),
    Authentication.BASIC: gettext_lazy("Wachtwoord"),
    Authentication.BEARER: gettext_lazy("Token"),
}
LIMITS: Final[Mapping[str, Promise]] = {
    "connect": gettext_lazy("Wachten op verbinding (seconden)"),
    "total": gettext_lazy("Wachten in totaal (seconden)"),
    "at_once": gettext_lazy("Vragen tegelijk"),
}
PLAIN: Final = {"spellcheck": "false", "autocapitalize": "none"}


class ConnectionForm(forms.Form):
    """Ask for what a kind of system needs; what is wrong with it, `integrations.connections` says."""

    use_required_attribute = False

    def __init__(
        self, kind: SystemKind, *args: Any, known: Overview | None = None, chosen: str = "", **kwargs: Any
    ) -> None:
        """Make the fields.

        :param known: the connection as it is now; None where it is new.
        :param chosen: the way of being let in that was chosen on the page.
        """
        super().__init__(*args, **kwargs)
        self.kind, self.known = kind, known
        self.chosen = self._authentication(chosen)
        self.fields = dict(self._basics() | self._access() | self._rest() | self._limits())

    @property
    def basics(self) -> Iterator[BoundField]:
        """List what comes first."""
        return (self[name] for name in ("name", "address", "authentication") if name in self.fields)

    @property
    def access(self) -> Iterator[BoundField]:
        """List what the chosen way of being let in asks for."""
        return (self[name] for name in intake.fields_of(self.chosen))

    @property
    def choices(self) -> Iterator[BoundField]:
        """List profile and switches."""
        return (self[name] for name in self.fields if name == "profile" or name.startswith("switch_"))

    @property
    def rest(self) -> Iterator[BoundField]:
        """List what hardly anybody needs."""
        return (self[name] for name in self.fields if name == "trusted" or name.startswith("limit_"))

    @property
    def rest_is_open(self) -> bool:
        """Tell whether something of the rest is filled in or wrong."""
        return any(field.errors or field.value() for field in self.rest)

    def wanted(self) -> dict[str, Any]:
        """Answer what was filled in, as `operations.request_change` takes it."""
        filled = self.cleaned_data
        return {
            "system": self.kind.key,
            "authentication": self.chosen.value,
            **{name: filled.get(name) or "" for name in ("name", "address", "trusted", "profile")},
            **{name: filled.get(name) or "" for name in ("client_id", "secret", "header", "scheme")},
            **{name: filled.get(name) or "" for name in ("token_address", "scope")},
            "switches": {key: filled[f"switch_{key}"] for key in self.kind.switches},
            "limits": {
                name: filled[f"limit_{name}"] for name in LIMITS if filled.get(f"limit_{name}") is not None
            },
        }

    def refuse(self, reasons: Mapping[str, str]) -> None:
        """Put each reason beside its field."""
        for field, text in reasons.items():
            self.add_error(field if field in self.fields else None, text)

    def _authentication(self, chosen: str) -> Authentication:
        wanted = chosen or (self.known.authentication.value if self.known else "")
        return next(
            (each for each in self.kind.authentications if each.value == wanted), self.kind.authentications[0]
        )

    def _basics(self) -> dict[str, forms.Field]:
        ways = [(each.value, AUTHENTICATIONS[each]) for each in self.kind.authentications]
        found: dict[str, forms.Field] = {
            "name": _text(
                _("Naam"),
                required=False,
                help_text=_("Zo heet de koppeling hier. Handig als er meer van dit soort zijn."),
                max_length=120,
            ),
            "address": _text(
                _("Adres"),
                help_text=f"{self.kind.help['address']} {_('Bijvoorbeeld %s.') % self.kind.example}",
                max_length=600,
                inputmode="url",
                error_messages={"required": _("Vul het adres in.")},
            ),
        }
        if len(ways) > 1:
            found["authentication"] = forms.ChoiceField(
                label=_("Aanmelden met"), choices=ways, required=False
            )
            found["authentication"].initial = self.chosen.value
        return found

    def _access(self) -> dict[str, forms.Field]:
        made = {
            "client_id": self._client_id,
            "secret": self._secret,
            "header": self._header,
            "scheme": self._scheme,
            "token_address": self._token_address,
            "scope": self._scope,
        }
        return {name: made[name]() for name in intake.fields_of(self.chosen)}

    def _client_id(self) -> forms.Field:
        is_user = self.chosen is Authentication.BASIC
        return _text(
            _("Gebruikersnaam") if is_user else _("Client-id"),
            required=not self.kind.without_client_id,
            initial="" if is_user else CLIENT_ID,
            help_text=self.kind.help.get("client_id", _("De naam waaronder het andere systeem ons kent.")),
            max_length=200,
            error_messages={"required": _("Vul de client-id in die de leverancier heeft gegeven.")},
        )

    def _secret(self) -> forms.Field:
        kept = bool(self.known and self.known.fingerprint)
        hint = self.kind.help.get("secret", "")
        keep = _("Laat dit leeg om te houden wat er is. Bij een ander adres vult u het opnieuw in.")
        return forms.CharField(
            label=str(SECRETS.get(self.chosen, _("Geheim"))),
            required=not kept,
            max_length=1000,
            strip=False,
            help_text=keep if kept else hint,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            error_messages={"required": _("Vul het geheim in.")},
        )

    def _header(self) -> forms.Field:
        return _text(
            _("Header"),
            initial=self.kind.header,
            max_length=100,
            help_text=_("De naam van de header met de sleutel."),
        )

    def _scheme(self) -> forms.Field:
        return _text(
            _("Woord voor de token"),
            initial=self.kind.scheme,
            max_length=40,
            help_text=_("Meestal is dit al goed."),
        )

    def _token_address(self) -> forms.Field:
        return _text(
            _("Adres voor tokens"),
            max_length=600,
            inputmode="url",
            help_text=self.kind.help.get("token_address", _("Het adres waar wij een token ophalen.")),
            error_messages={"required": _("Vul het adres in.")},
        )

    def _scope(self) -> forms.Field:
        return _text(_("Scope"), required=False, max_length=300, help_text=self.kind.help.get("scope", ""))

    def _rest(self) -> dict[str, forms.Field]:
        profiles = [(key, each.name) for key in self.kind.profiles if (each := catalogue.profile(key))]
        found: dict[str, forms.Field] = {}
        if len(profiles) > 1:
            found["profile"] = forms.ChoiceField(
                label=_("Profiel"),
                choices=profiles,
                help_text=_("Welke versie of leverancier het is. Een test kijkt na of het klopt."),
            )
        for key, question in self.kind.switches.items():
            found[f"switch_{key}"] = forms.BooleanField(label=question, required=False, initial=True)
        return found

    def _limits(self) -> dict[str, forms.Field]:
        usual = self.kind.limits
        found: dict[str, forms.Field] = {
            f"limit_{name}": forms.FloatField(
                label=str(label),
                required=False,
                localize=True,
                help_text=_("Leeg betekent %s.") % f"{getattr(usual, name):g}".replace(".", ","),
                error_messages={"invalid": _("Vul een getal in.")},
            )
            for name, label in LIMITS.items()
        }
        found["trusted"] = forms.CharField(
            label=_("Eigen CA van de leverancier"),
            required=False,
            max_length=40_000,
            help_text=_("Alleen nodig als zijn certificaat van een eigen uitgever is. Plak de tekst (PEM)."),
            widget=forms.Textarea(attrs={**PLAIN, "rows": 4}),
        )
        return found


def initial_of(overview: Overview) -> dict[str, Any]:
    """Start from what is there, without the secret: that cannot be read."""
    names = (
        "name",
        "address",
        "client_id",
        "header",
        "scheme",
        "token_address",
        "scope",
        "trusted",
        "profile",
    )
    return {
        **{name: getattr(overview, name) for name in names},
        **{f"switch_{key}": on for key, on in overview.switches.items()},
        **{f"limit_{name}": value for name, value in overview.limits.items()},
    }


def _text(label: Any, *, inputmode: str = "text", **more: Any) -> forms.CharField:
    attributes = {**PLAIN, "inputmode": inputmode, "autocomplete": "off"}
    return forms.CharField(label=label, widget=forms.TextInput(attrs=attributes), **more)

"""Set a door: what all have, and what its protocol asks besides."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.connections import catalogue
from integrations.connections import queries as connections
from integrations.errors import RefusedError
from integrations.identities import SignInRefusedError
from integrations.oidc import claims
from portal.accounts import services
from portal.accounts.door_options import SecondFactorRule
from portal.accounts.models import Door, DoorKind, Protocol

SYSTEMS: Final[Mapping[str, frozenset[str]]] = {
    Protocol.SAML: frozenset({"digid", "eherkenning"}),
    Protocol.OPENID: frozenset({"openid"}),
}
"""Which kinds of connection speak a protocol."""
KINDS: Final[Mapping[str, frozenset[str]]] = {
    Protocol.SAML: frozenset({DoorKind.DIGID, DoorKind.EHERKENNING, DoorKind.EIDAS}),
    Protocol.OPENID: frozenset({DoorKind.DIGID, DoorKind.EHERKENNING, DoorKind.EIDAS, DoorKind.ORGANISATION}),
    Protocol.NONE: frozenset({DoorKind.PASSWORD}),
}


class Words(forms.CharField):
    """Words with spaces or lines between them, kept as a list."""

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Make a list."""
        return str(value or "").split()


class Names(forms.CharField):
    """A mapping, written as JSON."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Show it as people read it."""
        return (
            json.dumps(value, indent=2, ensure_ascii=False)
            if isinstance(value, dict) and value
            else value or ""
        )

    def to_python(self, value: Any) -> Any:
        """Read it.

        :raises ValidationError: when it is none.
        """
        try:
            return json.loads(str(value or "").strip() or "{}")
        except ValueError:
            raise forms.ValidationError(
                _("Dit is geen JSON. Schrijf bijvoorbeeld {“bsn”: [“bsn”]}.")
            ) from None


def _text(label: Any, help_text: Any = "") -> forms.Field:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=200)


def option_fields(door: Door) -> dict[str, forms.Field]:
    """Answer the fields for what the protocol of a door asks besides, and of one for colleagues who comes in by it."""
    of_kind = _of_organisation() if door.kind == DoorKind.ORGANISATION else {}
    return {**_of_protocol(door.protocol), **of_kind}


def _of_protocol(protocol: str) -> dict[str, forms.Field]:
    match protocol:
        case Protocol.SAML:
            return _of_saml()
        case Protocol.OPENID:
            return _of_openid()
        case _:
            return _of_passwords()


def _of_saml() -> dict[str, forms.Field]:
    return {
        "entity_id": _text(
            _("entity id"), _("Leeg: het adres van onze metadata. Bij eHerkenning: urn:etoegang:DV:…")
        ),
        "service_index": forms.IntegerField(
            label=_("index van de dienst"), required=False, min_value=0, max_value=9999
        ),
        "service_uuids": Words(
            label=_("UUID's van de dienst"),
            required=False,
            widget=forms.Textarea,
            help_text=_("Een per regel. Een antwoord voor een andere dienst wordt geweigerd."),
        ),
        "service_instance_uuid": _text(_("UUID van de dienstinstantie")),
        "oin": _text(_("OIN van de gemeente")),
        "broker_oin": _text(_("OIN van de makelaar")),
        "name": _text(_("naam van de dienst")),
        "organisation": _text(_("naam van de organisatie")),
        "single_logout": forms.BooleanField(
            label=_("ook uitloggen bij de inlogdienst"), required=False, initial=True
        ),
    }


def _of_openid() -> dict[str, forms.Field]:
    return {
        "claims_of": forms.ChoiceField(
            label=_("namen van gegevens volgens"), choices=[(each, each) for each in claims.SETS]
        ),
        "claims": Names(
            label=_("namen die anders zijn"),
            required=False,
            help_text=_("Als JSON: per gegeven hoe de aanbieder het noemt. Leeg: zoals hierboven."),
        ),
        "scopes": Words(label=_("scopes"), required=False),
        "acr_values": Words(label=_("gevraagde niveaus (acr_values)"), required=False),
        "idp_hint": _text(_("aanbieder achter Keycloak (kc_idp_hint)")),
        "uses_userinfo": forms.BooleanField(label=_("ook vragen bij het userinfo-adres"), required=False),
    }


def _of_organisation() -> dict[str, forms.Field]:
    return {
        "roles": Names(
            label=_("rollen van groepen"),
            required=False,
            help_text=_(
                "Als JSON: per groep editor of administrator. Leeg: een beheerder geeft de rollen hier."
            ),
        ),
        "creates_staff": forms.BooleanField(
            label=_("wie in een van deze groepen zit, heeft geen uitnodiging nodig"), required=False
        ),
        "only_way": forms.BooleanField(
            label=_("medewerkers loggen niet meer in met een wachtwoord"), required=False
        ),
        "for_all": forms.BooleanField(
            label=_("staat op de website, voor iedereen; niemand krijgt dan rechten"), required=False
        ),
    }


def _of_passwords() -> dict[str, forms.Field]:
    return {
        "second_factor": forms.ChoiceField(
            label=_("tweede stap"),
            choices=[
                (SecondFactorRule.NONE, _("geen")),
                (SecondFactorRule.SMS, _("code per sms")),
                (SecondFactorRule.TOTP, _("code uit een app")),
                (SecondFactorRule.SMS_OR_TOTP, _("code per sms of uit een app")),
            ],
        ),
        "allow_registration": forms.BooleanField(
            label=_("bezoekers mogen zelf een account maken"), required=False
        ),
        "mail_code": forms.BooleanField(
            label=_("de code mag ook per e-mail, als een sms niet aankomt"), required=False
        ),
    }


class DoorForm(forms.ModelForm[Door]):
    """What all doors have, and after the first time what the protocol asks."""

    class Meta:
        model = Door
        fields = (
            "slug", "kind", "protocol", "connection", "is_on", "position", "minimum_level",
            "label", "label_en", "cancelled", "cancelled_en", "failed", "failed_en",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_there = not self.instance._state.adding
        self.fields["slug"].disabled = is_there  # providers know the addresses in which it stands
        self.fields["connection"] = forms.ChoiceField(
            label=_("koppeling"), required=False, choices=[("", _("geen")), *_connections()]
        )
        self.options = option_fields(self.instance) if is_there else {}
        for name, field in self.options.items():
            field.initial = self.instance.options.get(name, field.initial)
            self.fields[f"option_{name}"] = field

    def clean(self) -> dict[str, Any]:
        """See that kind, protocol and connection belong together, and that the protocol can be spoken so."""
        told = super().clean() or {}
        kind, protocol = told.get("kind"), told.get("protocol", "")
        connection = told.get("connection", "")
        if kind and kind not in KINDS.get(protocol, frozenset()):
            self.add_error("protocol", _("Deze techniek past niet bij deze soort."))
        if protocol and told.get("is_on") and not connection:
            self.add_error("connection", _("Kies een koppeling, of zet deze manier van inloggen uit."))
        if connection and connection.partition(".")[0] not in SYSTEMS.get(protocol, frozenset()):
            self.add_error("connection", _("Deze koppeling spreekt een andere techniek."))
        if not self.errors and protocol == self.initial.get("protocol", protocol):
            self._try(kind, protocol)
        if not self.errors:
            self.instance.options = self._options()  # which the door itself judges next
        return told

    def save(self, commit: bool = True) -> Door:
        """Keep what the protocol asks beside the rest."""
        self.instance.options = self._options()
        return super().save(commit)

    def _options(self) -> dict[str, Any]:
        given = {name: self.cleaned_data.get(f"option_{name}") for name in self.options}
        return {**self.instance.options, **{name: each for name, each in given.items() if each is not None}}

    def _try(self, kind: Any, protocol: str) -> None:
        door = Door(slug=self.cleaned_data["slug"], kind=kind, protocol=protocol, options=self._options())
        door.minimum_level = self.cleaned_data.get("minimum_level", door.minimum_level)
        try:
            if protocol == Protocol.OPENID:
                claims.read(door.options.get("claims", {}))
                services.openid_service(door)
            elif protocol == Protocol.SAML:
                services.saml_service(door)
        except RefusedError as error:
            for name, text in error.reasons.items():
                self.add_error("option_claims", f"{name}: {text}" if name else text)
        except SignInRefusedError:
            self.add_error(None, _("Met deze instellingen kan niemand inloggen. Kijk ze na."))


def _connections() -> list[tuple[str, str]]:
    known = frozenset().union(*SYSTEMS.values())
    return [
        (each.reference, catalogue.title(each.reference, each.name))
        for each in connections.overviews_inside()
        if each.system in known
    ]

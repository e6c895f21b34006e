"""What is asked of a door besides what all have: by its protocol, and by who comes in."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.oidc import claims
from portal.accounts.door_options import SecondFactorRule
from portal.accounts.models import Door, DoorKind, Protocol

type Fields = dict[str, forms.Field]


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


class Minutes(forms.IntegerField):
    """A time in minutes, kept in seconds."""

    def prepare_value(self, value: Any) -> Any:
        """Show what is kept in minutes; what somebody typed stays as it is."""
        return value // 60 if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        """Answer seconds.

        :raises ValidationError: when it is no whole number.
        """
        minutes = super().to_python(value)
        return None if minutes is None else minutes * 60


def _text(label: Any, help_text: Any = "", most: int = 200) -> forms.Field:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=most)


def _address(label: Any, help_text: Any) -> forms.Field:
    return forms.URLField(
        label=label, help_text=help_text, required=False, max_length=200, assume_scheme="https"
    )


def _choice(label: Any, help_text: Any = "", *, initial: bool = False) -> forms.Field:
    return forms.BooleanField(label=label, help_text=help_text, required=False, initial=initial)


def option_fields(door: Door) -> Fields:
    """Answer the fields for what is asked of a door besides."""
    return {**_of_protocol(door), **_of_kind(door), **_of_all()}


def _of_protocol(door: Door) -> Fields:
    match door.protocol:
        case Protocol.SAML:
            catalogued = {} if door.kind == DoorKind.DIGID else _of_catalogue()
            return {**_of_saml(), **catalogued, **_of_contact()}
        case Protocol.OPENID:
            return _of_openid()
        case _:
            return _of_passwords()


def _of_kind(door: Door) -> Fields:
    match door.kind:
        case DoorKind.ORGANISATION:
            return _of_organisation()
        case DoorKind.EHERKENNING:
            only_saml = _of_companies() if door.protocol == Protocol.SAML else {}
            return {**only_saml, **_of_proprietors()}
        case _:
            return {}


def _of_saml() -> Fields:
    return {
        "entity_id": _text(
            _("entity id"),
            _("Zo kent de inlogdienst u. Leeg: het adres van onze metadata. Bij eHerkenning en eIDAS: "
              "urn:etoegang:DV:…, voor elke manier van inloggen een eigen."),
        ),
        "service_index": forms.IntegerField(
            label=_("index van de dienst"),
            required=False,
            min_value=0,
            max_value=9999,
            help_text=_("Het nummer van de dienst. Leeg: 1. Bij eIDAS een ander nummer dan bij eHerkenning."),
        ),
        "service_uuids": Words(
            label=_("UUID's van de dienst"),
            required=False,
            widget=forms.Textarea,
            help_text=_("Een per regel. Een antwoord voor een andere dienst wordt geweigerd."),
        ),
        "name": _text(_("naam van de dienst"), _("Dit leest iemand bij de inlogdienst."), 64),
        "description": forms.CharField(
            label=_("omschrijving van de dienst"),
            required=False,
            max_length=1024,
            widget=forms.Textarea,
            help_text=_("In een paar zinnen: wat kan iemand na het inloggen doen? Leeg: de naam van de dienst."),
        ),
        "organisation": _text(_("naam van de organisatie"), _("De naam van uw gemeente."), 64),
        "single_logout": _choice(
            _("ook uitloggen bij de inlogdienst"),
            _("Zet dit uit als de inlogdienst dat niet kan. Uitloggen eindigt dan alleen hier."),
            initial=True,
        ),
    }  # fmt: skip


def _of_catalogue() -> Fields:
    return {
        "service_instance_uuid": _text(
            _("UUID van de dienstinstantie"), _("Verandert nooit meer als de makelaar hem kent.")
        ),
        "oin": _text(_("OIN van de gemeente"), _("20 cijfers.")),
        "broker_oin": _text(_("OIN van de makelaar"), _("20 cijfers. U krijgt dit nummer van uw makelaar.")),
        "description_url": _address(
            _("adres met uitleg over de dienst"), _("Een pagina op uw website. Mag leeg blijven.")
        ),
        "privacy_url": _address(_("adres van de privacyverklaring"), _("Leeg: het adres van uw website.")),
    }


def _of_contact() -> Fields:
    return {
        "contact_name": _text(
            _("contactpersoon"),
            _("Wie de inlogdienst kan bellen of mailen over de techniek. Dit staat in onze metadata, en die is "
              "openbaar: kies liever een afdeling dan een persoon."),
        ),
        "contact_email": forms.EmailField(
            label=_("e-mailadres van de contactpersoon"), required=False, max_length=200
        ),
        "contact_phone": _text(_("telefoonnummer van de contactpersoon"), most=30),
    }  # fmt: skip


def _of_companies() -> Fields:
    return {
        "company_numbers": forms.MultipleChoiceField(
            label=_("nummers van bedrijven"),
            choices=[("kvk", _("KvK-nummer")), ("rsin", "RSIN")],
            initial=["kvk", "rsin"],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Met welk nummer een bedrijf binnen mag komen."),
            error_messages={"required": _("Kies ten minste een nummer.")},
        ),
        "with_branches": _choice(
            _("ook wie alleen voor een vestiging mag handelen"),
            _("Zet dit uit als uw diensten voor het hele bedrijf zijn: wie maar voor een vestiging mag handelen, "
              "komt dan niet binnen."),
            initial=True,
        ),
    }  # fmt: skip


def _of_proprietors() -> Fields:
    return {
        "requires_rsin": _choice(
            _("alleen bedrijven met een RSIN"),
            _("Kies dit als uw gemeente zaken van bedrijven zoekt met het RSIN. Een eenmanszaak heeft er geen: "
              "die wordt naar DigiD verwezen."),
        )
    }  # fmt: skip


def _of_all() -> Fields:
    return {
        "longest_session": Minutes(
            label=_("hoe lang iemand ten hoogste is ingelogd, in minuten"),
            required=False,
            help_text=_("Ook als iemand bezig blijft. Leeg: 8 uur, en langer kan niet. Wie een kwartier niets doet, "
                        "wordt altijd uitgelogd."),
        )
    }  # fmt: skip


def _of_openid() -> Fields:
    return {
        "claims_of": forms.ChoiceField(
            label=_("namen van gegevens volgens"), choices=[(each, each) for each in claims.SETS]
        ),
        "claims": Names(
            label=_("namen die anders zijn"),
            required=False,
            help_text=_("Als JSON: per gegeven hoe de aanbieder het noemt. Leeg: zoals hierboven."),
        ),
        "scopes": Words(
            label=_("scopes"), required=False, help_text=_("Welke gegevens wij vragen. Wij vragen altijd openid.")
        ),
        "acr_values": Words(label=_("gevraagde niveaus (acr_values)"), required=False),
        "idp_hint": _text(_("aanbieder achter Keycloak (kc_idp_hint)")),
        "uses_userinfo": _choice(_("ook vragen bij het userinfo-adres")),
        "prompt": forms.ChoiceField(
            label=_("wat de inlogdienst altijd vraagt (prompt)"),
            required=False,
            choices=[
                ("", _("niets: wie daar al is ingelogd, gaat meteen door")),
                ("login", _("opnieuw inloggen")),
                ("select_account", _("een account kiezen")),
                ("consent", _("toestemming")),
            ],
        ),
        "max_age": Minutes(
            label=_("hoe lang geleden iemand daar mag zijn ingelogd, in minuten (max_age)"),
            required=False,
            help_text=_("Is het langer geleden, dan logt iemand daar opnieuw in. Leeg: het maakt niet uit. Niet elke "
                        "inlogdienst kan dit: probeer het uit."),
        ),
    }  # fmt: skip


def _of_organisation() -> Fields:
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


def _of_passwords() -> Fields:
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

"""Set a door: what all have, and what its protocol asks besides."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from integrations.connections import catalogue
from integrations.connections import queries as connections
from integrations.errors import RefusedError
from integrations.identities import SignInRefusedError
from integrations.oidc import claims
from portal.accounts import door_settings, services
from portal.accounts.models import Door, DoorKind, Protocol

from .door_options import option_fields

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
            label=capfirst(_("koppeling")), required=False, choices=[("", _("geen")), *_connections()]
        )
        self.options = option_fields(self.instance) if is_there else {}
        for name, field in self.options.items():
            field.initial = self.instance.options.get(name, field.initial)
            field.label = capfirst(field.label)  # as the admin writes those of the model
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
        """Answer what is kept: what was left empty is not, so that the usual holds."""
        given = {name: self.cleaned_data.get(f"option_{name}") for name in self.options}
        kept = {name: each for name, each in self.instance.options.items() if name not in given}
        return kept | {name: each for name, each in given.items() if each is not None}

    def _try(self, kind: Any, protocol: str) -> None:
        door = Door(slug=self.cleaned_data["slug"], kind=kind, protocol=protocol, options=self._options())
        door.minimum_level = self.cleaned_data.get("minimum_level", door.minimum_level)
        door.connection = self.cleaned_data.get("connection", "")
        self._judge(door)
        if self.errors:
            return
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

    def _judge(self, door: Door) -> None:
        """Say beside a field what is wrong there, by the rules that the file of a municipality is held to."""
        others = Door.objects.exclude(pk=self.instance.pk)
        problems = (*door_settings.SHAPE(door.options, ""), *door_settings.clashes(door, others))
        for place, text in problems:
            name = place.partition(".")[0]
            if name in self.options:
                self.add_error(f"option_{name}", text)


def _connections() -> list[tuple[str, str]]:
    known = frozenset().union(*SYSTEMS.values())
    return [
        (each.reference, catalogue.title(each.reference, each.name))
        for each in connections.overviews_inside()
        if each.system in known
    ]

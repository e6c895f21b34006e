"""What the pages of the profile say of somebody, line by line."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from integrations.haalcentraal.types import Dwelling, Group, Person, Sex
from portal.profile import rules
from portal.profile.queries import Profile
from portal.profile.types import Row

NOTHING: Final = "-"
"""What a register does not have of somebody; what it did not tell is never shown so."""


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the list of what stands on the page."""

    anchor: str
    label: str


def about(profile: Profile) -> list[Row]:
    """Say who somebody is: a company as the Handelsregister has it, a person by their names and address."""
    return _company(profile) if profile.is_company else _person(profile)


def reach(profile: Profile) -> list[Row]:
    """Say how they can be reached."""
    edit, change = reverse("profile:edit"), _("wijzigen")
    email = profile.email or _("niet ingevuld")
    if profile.email and not profile.has_verified_email:
        email = _("%s (nog niet bevestigd)") % email
    return [
        Row(_("E-mailadres"), email, edit, change),
        Row(
            _("Telefoonnummer"), rules.shown_phone(profile.contact.phone) or _("niet ingevuld"), edit, change
        ),
    ]


def sections(profile: Profile) -> list[Section]:
    """List what stands on the hub, in its order."""
    every = [
        Section("gegevens", _("Uw bedrijf") if profile.is_company else _("Uw gegevens")),
        Section("bereikbaar", _("Hoe wij u bereiken")),
    ]
    if profile.topics and profile.chosen.show_notifications:
        every.append(Section("voorkeuren", _("Waarover wij u mailen")))
    return every


def registered(person: Person) -> list[Row]:
    """Say what the BRP knows, as it stands there."""
    lines = [
        (_("Voornamen"), person.given_names, Group.NAME),
        (_("Voorletters"), person.initials, Group.NAME),
        (_("Tussenvoegsel"), person.infix, Group.NAME),
        (_("Achternaam"), person.family_name, Group.NAME),
        (_("Naam in gebruik"), person.surname_in_use, Group.NAME),
        (_("Geboortedatum"), person.birth.text if person.birth else "", Group.BIRTH),
        (_("Geboorteplaats"), person.birth_place, Group.BIRTH),
        (_("Geslacht"), _sex(person.sex), Group.SEX),
        (_("Nationaliteit"), ", ".join(person.nationalities), Group.NATIONALITY),
        (_("BSN"), person.bsn, Group.NUMBER),
        *((label, text, Group.ADDRESS) for label, text in _address(person)),
    ]
    return [
        Row(label, _looked_into(text or NOTHING, group in person.in_doubt)) for label, text, group in lines
    ]


def _address(person: Person) -> list[tuple[str, str]]:
    address = person.address
    if address is None:
        return [(_("Adres"), "")]
    since = [(_("Woont daar sinds"), address.since.text)] if address.since else []
    match address.kind:
        case Dwelling.HOME:
            street = f"{address.street or address.short_street} {address.house}".strip()
            return [
                (_("Adres"), street),
                (_("Postcode"), address.postcode),
                (_("Woonplaats"), address.city),
                *since,
            ]
        case Dwelling.ABROAD:
            return [
                (_("Adres in het buitenland"), ", ".join(address.abroad)),
                (_("Land"), address.country),
                *since,
            ]
        case Dwelling.LOCATION:
            city = [(_("Woonplaats"), address.city)] if address.city else []
            return [(_("Plaats waar u woont"), address.location), *city, *since]
        case _:
            return [(_("Adres"), _("onbekend")), *since]


def _sex(sex: Sex | None) -> str:
    names = {Sex.MALE: _("man"), Sex.FEMALE: _("vrouw"), Sex.UNKNOWN: _("onbekend")}
    return names[sex] if sex else ""


def _looked_into(text: str, is_in_doubt: bool) -> str:
    return _("%s (in onderzoek)") % text if is_in_doubt else text


def _person(profile: Profile) -> list[Row]:
    user, contact, waiting = profile.user, profile.contact, _("nog niet bekend")
    surname = " ".join(part for part in (user.infix, user.last_name) if part)
    is_waiting = profile.is_waiting
    own_words = [
        f"{contact.street} {contact.house_number}".strip(),
        f"{contact.postcode} {contact.city}".strip(),
    ]
    address = profile.person.address if profile.person else tuple(line for line in own_words if line)
    rows = [
        Row(_("Voornaam"), user.first_name or (waiting if is_waiting else "")),
        Row(_("Achternaam"), surname or (waiting if is_waiting else "")),
        Row(_("Adres"), ", ".join(address) or (waiting if is_waiting else "")),
    ]
    if not profile.may_change_names:
        return rows
    return [Row(row.label, row.value, reverse("profile:edit"), _("wijzigen")) for row in rows]


def _company(profile: Profile) -> list[Row]:
    known, waiting = profile.company, _("nog niet bekend") if profile.is_waiting else ""
    rows = [
        Row(_("Bedrijfsnaam"), known.name if known else _acting_name(profile) or waiting),
        Row(_("KvK-nummer"), profile.whose.kvk or (known.kvk if known else "")),
        Row(_("Adres"), ", ".join(known.address) if known else waiting),
    ]
    rsin = (known.rsin if known else "") or profile.whose.rsin
    return [*rows, Row("RSIN", rsin)] if rsin else rows


def _acting_name(profile: Profile) -> str:
    return profile.whose.acting.name if profile.whose.acting else ""

"""Settings of a municipality, in two languages (architecture P6, P7)."""

import pytest
from django.db import IntegrityError
from django.utils.translation import override

from portal.core import queries, seeds
from portal.core.models import Texts
from tenants.entry import enter
from tenants.types import TenantRef


def test_contact_details_come_from_the_blueprint(inside: TenantRef) -> None:
    contact = queries.contact()

    assert contact.phone_link == "0880001001"
    assert contact.hours == (("maandag", "9.00 - 17.00 uur"), ("dinsdag", "dicht"))
    assert contact.address == ("Stadhuis", "Plein 1", "0117 AA Zonnedam")


def test_texts_are_shown_in_the_visitors_language(inside: TenantRef) -> None:
    with override("en"):
        welcome = queries.welcome()

    assert welcome.tagline == "City by the sea"
    assert welcome.announcement == "De brug is dicht."  # has no translation


def test_a_text_without_translation_tells_its_language(inside: TenantRef) -> None:
    with override("en"):
        welcome = queries.welcome()

        assert (welcome.tagline.other, welcome.announcement.other) == ("", "nl")
    assert queries.welcome().announcement.other == ""


def test_filling_again_keeps_what_an_editor_has_changed(inside: TenantRef) -> None:
    Texts.objects.update(welcome="Van de redacteur")

    seeds.fill({"welcome": "Van de blauwdruk"})

    assert queries.welcome().text == "Van de redacteur"


def test_a_municipality_without_settings_shows_empty_ones(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        assert queries.contact().hours == ()
        assert queries.welcome().text == ""


def test_there_is_one_row_of_each(inside: TenantRef) -> None:
    with pytest.raises(IntegrityError):
        Texts.objects.create(id=2)


def test_settings_of_one_municipality_are_not_anothers(inside: TenantRef, waterrijk: TenantRef) -> None:
    with enter(waterrijk):
        assert queries.contact().email == ""


def test_a_line_of_hours_without_a_colon_stands_by_itself() -> None:
    assert queries.opening_hours("alleen op afspraak\n\nmaandag: 9.00") == (
        ("alleen op afspraak", ""),
        ("maandag", "9.00"),
    )

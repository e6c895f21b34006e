"""The library of themes: which there are, what they look like, and who wears them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from provisioning.console.types import Role
from tests.provisioning.console import municipalities
from tests.provisioning.console.themes import themed
from tests.provisioning.console.themes.themed import ALL, MARKUP
from tests.themes.styles import houses
from themes.styles import operations, queries
from themes.styles.types import Naming


def test_a_card_says_whose_it_is_which_version_and_what_was_repaired(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    owner = municipalities.make("Bleekveld")
    revision = houses.begun(houses.draft(), owner=owner.uuid)
    themed.worn(revision)
    houses.revised(revision, houses.draft(link="#123456"))

    page = text_of(console_client.get(ALL, {"q": "bleekveld"}))

    repaired = sum(bool(each["before"]) for each in revision.provenance)
    for words in (
        revision.style.name,
        "Van Bleekveld",
        "Versie 1",
        "2 staat klaar",
        f"{repaired} kleuren hersteld",
        "1 gemeente draagt dit",
        f"/themas/miniatuur/{queries.key_of(revision.style, 1)}.svg",
    ):
        assert words in page
    assert "Zonnedam" not in page


def test_themes_that_come_with_the_product_stand_there_too_and_nothing_of_them_can_be_changed(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    municipalities.make("Dijkstede", theme="waterrijk")

    library, one = (
        text_of(console_client.get(ALL)),
        text_of(console_client.get("/themas/meegeleverd/waterrijk/")),
    )

    assert "/themas/meegeleverd/waterrijk/" in library
    assert "/themas/meegeleverd/console/" not in library
    assert "Dijkstede" in one
    assert "Dit thema is meegeleverd" in one
    assert "publiceren/" not in one
    assert console_client.get("/themas/meegeleverd/console/").status_code == 404


def test_what_is_archived_stands_apart(console_client: Client, text_of: Callable[[Any], str]) -> None:
    kept, gone = houses.begun(), houses.begun()
    operations.archive(gone.style_id, archived=True, by=houses.NOOR)

    page = text_of(console_client.get(ALL))

    apart = page.index('id="gearchiveerd"')
    assert page.index(kept.style.name) < apart < page.index(gone.style.name)


def test_an_empty_library_and_a_search_in_vain_say_what_to_do(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    assert "Er is nog geen huisstijl van een gemeente" in text_of(console_client.get(ALL))
    assert "Niets gevonden" not in text_of(console_client.get(ALL))
    houses.begun()
    assert "Niets gevonden" in text_of(console_client.get(ALL, {"q": "xyzzy"}))


@pytest.mark.covers("C-002")
def test_who_may_look_sees_no_button_that_changes(
    client_for: Callable[[Role], Client], text_of: Callable[[Any], str]
) -> None:
    revision = houses.begun()
    viewer = client_for(Role.VIEWER)

    pages = [
        text_of(viewer.get(path))
        for path in (ALL, themed.address(revision), themed.address(revision, "versies/1/"))
    ]

    for page in pages:
        assert not [each for each in ("nieuw/", "aanpassen/", "publiceren/", "archiveren/") if each in page]


@pytest.mark.attack("P02", "W07")
def test_markup_in_a_name_is_text_everywhere(console_client: Client, text_of: Callable[[Any], str]) -> None:
    revision = operations.begin(
        Naming(MARKUP, MARKUP), houses.drafted(), identity=houses.uuid.uuid4(), by=houses.NOOR
    )
    themed.worn(revision, MARKUP)

    for path in ("", "versies/1/", "versies/1/publiceren/", "aanpassen/", "archiveren/", "bestand/"):
        page = text_of(console_client.get(themed.address(revision, path)))
        assert MARKUP not in page
        assert "&lt;script&gt;alert(1)" in page
    assert MARKUP not in text_of(console_client.get(ALL))


@pytest.mark.attack("W16")
def test_a_miniature_is_a_drawing_that_can_do_nothing(console_client: Client) -> None:
    revision = houses.begun()

    answer = console_client.get(f"/themas/miniatuur/{queries.key_of(revision.style, 1)}.svg")

    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert revision.values["header-bg"] in answer.content.decode() or "#fff" in answer.content.decode()
    assert b"style" not in answer.content
    assert console_client.get("/themas/miniatuur/bestaat-niet--1.svg").status_code == 404


@pytest.mark.covers("C-012")
def test_a_municipality_says_which_version_it_wears_and_that_there_is_a_newer_one(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    first = houses.begun()
    tenant = themed.worn(first)
    operations.publish(
        first.style_id, houses.revised(first, houses.drafted(link="#123456")).number, by=houses.NOOR
    )

    panel = text_of(console_client.get(f"/gemeenten/{tenant.uuid}/?deel=thema"))

    assert f'href="{themed.address(first)}"' in panel
    assert f'href="{themed.address(first, "versies/1/")}"' in panel
    assert "Versie 2 is gepubliceerd" in panel

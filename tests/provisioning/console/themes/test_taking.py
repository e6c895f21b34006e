"""A house style is taken in: from a file or from colours, with a report; what is wrong stands beside its field."""

import io
import uuid
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from provisioning.console.brand_texts import FONTS
from tests.provisioning.console import municipalities, people
from tests.provisioning.console.themes import themed
from tests.provisioning.console.themes.themed import ADD, MARKUP
from tests.themes.importing import uploads
from tests.themes.styles import houses
from themes import fonts
from themes.styles.models import Face, Revision, Style, Upload


def bundle(*names: str) -> SimpleUploadedFile:
    """Put several themes into one archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(f"{name.partition('.')[0]}/{name}", uploads.house(name))
    return SimpleUploadedFile("huizen.zip", made.getvalue())


def test_a_dirty_file_becomes_a_first_version_that_tells_what_was_repaired(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    owner = municipalities.make("Bleekveld")
    answer = console_client.post(ADD, themed.upload(owner=str(owner.uuid), note="Uit Figma"))

    revision = Revision.objects.get()
    assert answer.url == themed.address(revision, "versies/1/")
    assert (revision.style.owner, revision.note, revision.statement["holder"]) == (
        owner.uuid,
        "Uit Figma",
        "Gemeente Bleekveld",
    )
    page = text_of(console_client.get(answer.url))
    repaired = [each for each in revision.provenance if each["before"]]
    assert f"{len(repaired)} kleuren hersteld" in page
    for each in repaired:
        assert f'fill="{each["before"]}"' in page
        assert f"ΔE {each['delta']:.1f}".replace(".", ",") in page
    assert "had een contrast van" in page
    assert "van de gemeente" in page
    assert "style=" not in page
    assert not Face.objects.exists()


def test_two_colours_and_a_font_are_enough(console_client: Client) -> None:
    answer = console_client.post(ADD, themed.colours(**{"brand-primary": "hsl(208 88% 33%)"}))

    assert answer.status_code == 302
    assert Revision.objects.get().brand["primary"] == "hsl(208 88% 33%)"


def test_what_is_missing_or_wrong_stands_beside_its_field(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    houses.operations.begin(
        houses.Naming("Al bezet"), houses.drafted(), identity=uuid.uuid4(), by=houses.NOOR
    )
    colours = console_client.post(ADD, themed.colours(**{"brand-primary": "blauwig", "name": ""}))
    nothing = console_client.post(ADD, themed.upload(file=None))
    unstated = console_client.post(ADD, themed.upload(**{"recht-ground": "licence"}))
    taken = console_client.post(ADD, themed.colours(name="AL BEZET"))

    assert {answer.status_code for answer in (colours, nothing, unstated, taken)} == {422}
    assert 'id="id_brand-primary_error"' in text_of(colours)
    assert "blauwig" in text_of(colours)
    assert "Vul in hoe de huisstijl heet." in text_of(colours)
    assert "Kies een bestand." in text_of(nothing)
    assert 'id="id_recht-reference_error"' in text_of(unstated)
    assert 'id="id_name_error"' in text_of(taken)
    assert Style.objects.count() == 1


def test_when_it_asks_again_the_file_need_not_be_found_again(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    asked = console_client.post(ADD, themed.upload(name=""))
    kept = asked.context["forms"].source["kept"].value()

    assert "Wij hebben bleekveld.json bewaard" in text_of(asked)
    answer = console_client.post(ADD, themed.upload(file=None, kept=kept))
    assert answer.status_code == 302
    assert Revision.objects.get().file == houses.DIRTY


@pytest.mark.attack("W06")
def test_what_one_operator_uploaded_is_not_another_ones(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    asked = console_client.post(ADD, themed.upload(name=""))
    kept = asked.context["forms"].source["kept"].value()
    other = people.browser()
    people.admit(other, people.make(email="ander@dimpact.example"))

    for token in (kept, kept[:-2] + "xx", Upload.objects.get().digest, "", "\x00"):
        assert "Kies een bestand." in text_of(other.post(ADD, themed.upload(file=None, kept=token)))
    assert not Style.objects.exists()


def test_of_several_themes_in_a_file_one_is_chosen_without_sending_it_again(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    values = themed.upload(bundle("bleekveld.json", "hamsterdam.json"))
    asked = console_client.post(ADD, values)

    choices = [key for key, _name in asked.context["forms"].source.fields["choice"].choices]
    kept = asked.context["forms"].source["kept"].value()
    assert len(choices) == 2
    assert "Kies er een" in text_of(asked)
    assert not Style.objects.exists()
    answer = console_client.post(ADD, {**values, "file": "", "kept": kept, "choice": choices[1]})
    assert answer.status_code == 302
    assert Revision.objects.get().choice == choices[1]


@pytest.mark.attack("W06", "P02")
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("leeg.json", b" ", "leeg"),
        ("kapot.json", b'{"a": ', "geldige JSON"),
        ("diep.json", b"[" * 5000, "lagen"),
        ("bom.zip", b"PK\x03\x04 niets", "beschadigd"),
        (f"{MARKUP}.json", b"{}", "geen design tokens"),
        ("groot.json", b"x" * (8 * 1024 * 1024 + 1), "te groot"),
    ],
)
def test_a_hostile_file_gives_a_report_and_nothing_else(
    console_client: Client, text_of: Callable[[Any], str], name: str, content: bytes, said: str
) -> None:
    answer = console_client.post(ADD, themed.upload(SimpleUploadedFile(name, content)))

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Dit bestand is niet gebruikt" in page
    assert said in page
    assert MARKUP not in page
    assert not Style.objects.exists()
    assert not Upload.objects.exists()


@pytest.mark.attack("P02")
def test_markup_in_a_token_is_text_in_the_report(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    css = f':root{{--utrecht-link-color:#0a5a9c;--utrecht-button-color:"{MARKUP}"}}'.encode()
    answer = console_client.post(ADD, themed.upload(SimpleUploadedFile("huis.css", css)), follow=True)

    assert answer.status_code == 200
    assert MARKUP not in text_of(answer)


@pytest.mark.attack("W07")
def test_a_logo_is_made_anew_and_asks_for_a_statement_of_its_own(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    logo = houses.LOGO.replace(b"<circle", b"<script>alert(1)</script><circle")
    bare = console_client.post(ADD, themed.colours(**{"beeld-logo": SimpleUploadedFile("logo.svg", logo)}))
    kept = bare.context["forms"].logo["kept"].value()

    assert bare.status_code == 422
    assert 'id="id_beeldrecht-holder_error"' in text_of(bare)
    rights = {f"beeldrecht-{name.partition('-')[2]}": value for name, value in themed.RIGHTS.items()}
    answer = console_client.post(ADD, themed.colours(**rights, **{"beeld-kept": kept}))
    assert answer.status_code == 302
    revision = Revision.objects.get()
    assert revision.logo_statement["work"] == "logo"
    assert b"script" not in console_client.get(revision.look["logo"]).content


def test_a_logo_that_is_none_is_refused_beside_its_field(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    logo = SimpleUploadedFile("logo.svg", b"MZ dit is geen tekening")
    answer = console_client.post(ADD, themed.colours(**{"beeld-logo": logo}))

    assert answer.status_code == 422
    assert 'id="id_beeld-logo_error"' in text_of(answer)


def test_a_click_too_many_is_one_house_style(console_client: Client) -> None:
    values = themed.colours()

    assert {console_client.post(ADD, values).url for _ in range(2)} == {
        themed.address(Revision.objects.get(), "versies/1/")
    }


def test_a_newer_file_is_the_next_version_and_keeps_what_was_set_by_hand(console_client: Client) -> None:
    first = houses.begun(houses.draft(**{"header-bg": "#112233"}))
    address = themed.address(first, "bestand/")
    answer = console_client.post(address, themed.upload(themed.file(houses.CLEAN), base=1, name=None))
    stale = console_client.post(address, themed.upload(themed.file(houses.CLEAN), base=1, name=None))

    assert answer.url == themed.address(first, "versies/2/")
    second = first.style.revisions.get(number=2)
    assert (second.file, second.given) == (houses.CLEAN, {"header-bg": "#112233"})
    assert stale.status_code == 409
    assert "Intussen maakte iemand anders" in stale.content.decode()
    assert stale.context["forms"].source["base"].value() == "2"


@pytest.mark.attack("W01")
def test_without_the_token_against_forgery_nothing_is_taken_in(console_client: Client) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": people.HOST})
    strict.cookies = console_client.cookies

    assert strict.post(ADD, themed.colours()).status_code == 403
    assert not Style.objects.exists()


def test_the_log_says_it_in_dutch(console_client: Client, text_of: Callable[[Any], str]) -> None:
    console_client.post(ADD, themed.colours(name="Nieuw Bleekveld"))

    assert "Huisstijl toegevoegd: Nieuw Bleekveld" in text_of(console_client.get("/logboek/"))


def test_every_font_is_offered_by_a_name_that_people_know() -> None:
    assert set(FONTS) == set(fonts.STACKS)

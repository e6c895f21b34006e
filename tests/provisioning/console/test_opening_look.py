"""How a municipality will look: a theme, two colours and a font, or a file; nothing that was filled in is lost."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from provisioning.console.models import OpeningDraft
from provisioning.lifecycle import house_styles
from provisioning.lifecycle.models import Operation
from tests.provisioning.console import test_opening as wizard
from tests.themes.importing import uploads
from tests.themes.styles import houses
from themes.styles.models import Upload

pytestmark = pytest.mark.covers("C-020")
BRAND = {"way": "brand", "primary": "#0a5a9c", "accent": "#ffdd00", "font": "serif", "radius": "0px"}
STATED = {"ground": "own", "holder": "Gemeente Dijkstede", "stated_by": "D. Ijk"}
IMPORT = {"way": "import", **STATED}


@pytest.fixture
def draft(console_client: Client) -> str:
    """A draft of which all is filled in but how it looks."""
    return wizard.drafted(console_client, wizard.filled())


def sent(client: Client, draft: str, values: dict[str, Any], **more: Any) -> Any:
    return client.post(f"{draft}thema/", values, **more)


def file(name: str = houses.DIRTY) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, uploads.house(name))


def picture(theme: str) -> str:
    return f"/themas/miniatuur/{theme}.svg"


def opened(client: Client, draft: str) -> dict[str, Any]:
    assert client.post(f"{draft}nakijken/").status_code == 302
    parameters: dict[str, Any] = Operation.objects.get().parameters
    return parameters


def test_house_styles_for_everybody_stand_in_the_list_and_those_of_another_do_not(
    console_client: Client, draft: str, zonnedam: Any
) -> None:
    shared, hers = houses.published(), houses.published(owner=zonnedam.uuid)

    form = console_client.get(f"{draft}thema/").context["form"]

    keys = {theme.key for _radio, theme in form.theme_cards()}
    assert {"waterrijk", shared} <= keys
    assert hers not in keys
    refused = sent(console_client, draft, {"way": "library", "theme": hers})
    assert list(refused.context["form"].errors) == ["theme"]
    assert sent(console_client, draft, {"way": "library", "theme": shared}).status_code == 302
    assert opened(console_client, draft)["theme"] == shared


def test_each_theme_to_choose_has_a_picture_and_the_chosen_one_is_shown_at_the_end(
    console_client: Client, draft: str, text_of: Callable[[Any], str]
) -> None:
    shared = houses.published()

    page = text_of(console_client.get(f"{draft}thema/"))
    sent(console_client, draft, {"way": "library", "theme": shared})
    end = text_of(console_client.get(f"{draft}nakijken/"))

    for key in ("waterrijk", "neutraal", shared):
        assert f'src="{picture(key)}" alt=""' in page, key
        answer = console_client.get(picture(key))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml"), key
    assert f'src="{picture(shared)}" alt="Een pagina in het klein, in deze kleuren"' in end
    assert picture("waterrijk") not in end


@pytest.mark.attack("P02")
@pytest.mark.parametrize("key", ["", "bestaat-niet", "console", '"><script>'])
def test_of_a_theme_that_cannot_be_chosen_the_end_shows_no_picture(
    console_client: Client, draft: str, text_of: Callable[[Any], str], key: str
) -> None:
    sent(console_client, draft, {"way": "library", "theme": key, "naar": "nakijken"})

    assert "ip-console__sketch" not in text_of(console_client.get(f"{draft}nakijken/"))
    sent(console_client, draft, {"way": "library", "theme": "waterrijk", "naar": "nakijken"})
    assert picture("waterrijk") in text_of(console_client.get(f"{draft}nakijken/"))


def test_the_end_draws_what_is_made_of_two_colours_or_of_a_file(
    console_client: Client, draft: str, text_of: Callable[[Any], str]
) -> None:
    for values in (BRAND, {**IMPORT, "file": file()}):
        sent(console_client, draft, values)
        end = text_of(console_client.get(f"{draft}nakijken/"))
        assert 'role="img" aria-label="Een pagina in het klein, in deze kleuren"><svg' in end
        assert 'src="/themas/miniatuur/' not in end


def test_two_colours_and_a_font_are_shown_and_asked_for(
    console_client: Client, draft: str, text_of: Callable[[Any], str]
) -> None:
    assert sent(console_client, draft, BRAND).url == f"{draft}onderdelen/"

    page = text_of(console_client.get(f"{draft}thema/"))
    assert "<svg" in page
    assert 'value="#0a5a9c"' in page
    assert "#0a5a9c" in text_of(console_client.get(f"{draft}nakijken/"))
    assert opened(console_client, draft)["house"] == {
        "brand": {"primary": "#0a5a9c", "accent": "#ffdd00", "font": "serif", "radius": "0px"}
    }


def test_the_example_follows_while_somebody_types_and_names_what_was_repaired(
    console_client: Client, draft: str, text_of: Callable[[Any], str]
) -> None:
    passing = {"hx-request": "true", "hx-target": "voorbeeld"}

    pale = sent(console_client, draft, {**IMPORT, "file": file()}, headers=passing)
    half = sent(console_client, draft, {**BRAND, "accent": ""}, headers=passing)

    assert "kleuren waren niet goed te lezen" in text_of(pale)
    assert "#f5c6a5 is #60491d geworden" in text_of(pale)
    assert "Vul beide kleuren in" in text_of(half)
    assert OpeningDraft.objects.get().values["accent"] == ""


def test_without_javascript_a_button_shows_the_example_and_refuses_nothing(
    console_client: Client, draft: str
) -> None:
    answer = sent(console_client, draft, {**BRAND, "accent": "", "naar": "thema"})

    assert answer.url == f"{draft}thema/"
    assert console_client.get(answer.url).context["form"]["primary"].value() == "#0a5a9c"


@pytest.mark.attack("W06")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"primary": ""}, "primary"),
        ({"primary": "blauwachtig"}, "primary"),
        ({"accent": "url(https://elders.example/)"}, "accent"),
        ({"radius": "heel rond"}, "radius"),
        ({"font": "comic"}, "font"),
    ],
)
def test_what_cannot_be_used_is_refused_beside_its_field(
    console_client: Client, draft: str, text_of: Callable[[Any], str], wrong: dict[str, str], field: str
) -> None:
    answer = sent(console_client, draft, {**BRAND, **wrong})
    at_the_end = console_client.post(f"{draft}nakijken/")

    assert (answer.status_code, at_the_end.status_code) == (422, 422)
    assert list(answer.context["form"].errors) == [field]
    assert list(at_the_end.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in text_of(answer)
    assert f'id="id_{field}_error"' in text_of(at_the_end)
    assert not Operation.objects.exists()


def test_a_file_survives_going_back_and_forth_and_resuming(
    console_client: Client, draft: str, text_of: Callable[[Any], str]
) -> None:
    sent(console_client, draft, {**IMPORT, "file": file(), "naar": "profiel"})
    sent(console_client, draft, {**IMPORT, "holder": "Gemeente Dijkstede", "naar": "gemeente"})

    page = text_of(console_client.get(f"{draft}thema/"))
    assert f"<strong>{houses.DIRTY}</strong>" in page
    assert "kleuren waren niet goed te lezen" in page
    assert sent(console_client, draft, IMPORT).url == f"{draft}onderdelen/"
    house = opened(console_client, draft)["house"]
    assert Upload.objects.get(digest=house["upload"]).content == uploads.house(houses.DIRTY)
    assert (house["file"], house["statement"]["holder"]) == (houses.DIRTY, "Gemeente Dijkstede")
    assert datetime.date.fromisoformat(house["stated_on"])


@pytest.mark.attack("W06")
@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "leeg"), (b"{geen json", "JSON"), (b'{"a": 1}', "Van deze tokens kennen wij er geen")],
)
def test_a_file_of_which_nothing_can_be_made_is_refused_beside_its_field(
    console_client: Client, draft: str, text_of: Callable[[Any], str], content: bytes, said: str
) -> None:
    answer = sent(console_client, draft, {**IMPORT, "file": SimpleUploadedFile("huis.json", content)})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert said in text_of(answer)


def test_a_file_that_is_too_large_is_not_kept(
    console_client: Client, draft: str, monkeypatch: pytest.MonkeyPatch, text_of: Callable[[Any], str]
) -> None:
    monkeypatch.setattr("themes.importing.limits.UPLOAD_BYTES", 100)

    answer = sent(console_client, draft, {**IMPORT, "file": file()})

    assert "Dit bestand is te groot." in text_of(answer)
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"ground": ""}, "ground"), ({"ground": "licence"}, "reference"), ({"holder": " "}, "holder")],
)
def test_without_a_stated_right_a_file_is_refused(
    console_client: Client, draft: str, wrong: dict[str, str], field: str
) -> None:
    answer = sent(console_client, draft, {**IMPORT, **wrong, "file": file()})

    assert list(answer.context["form"].errors) == [field]


def test_of_several_themes_in_a_file_one_is_chosen(
    console_client: Client, draft: str, text_of: Callable[[Any], str]
) -> None:
    two = uploads.zipped(
        {"a/tokens.json": uploads.house("duinrade.dtcg.json"), "b/tokens.json": uploads.house(houses.DIRTY)}
    )

    asked = sent(console_client, draft, {**IMPORT, "file": SimpleUploadedFile("twee.zip", two)})

    choices = house_styles.take({"upload": OpeningDraft.objects.get().values["upload"]}).choices  # type: ignore[union-attr]
    assert list(asked.context["form"].errors) == ["choice"]
    assert all(f'value="{each}"' in text_of(asked) for each in choices)
    assert sent(console_client, draft, {**IMPORT, "choice": choices[0]}).status_code == 302


@pytest.mark.attack("P02")
def test_what_a_file_is_called_is_text_and_nobody_names_a_file_that_was_not_sent(
    console_client: Client, draft: str, text_of: Callable[[Any], str]
) -> None:
    markup = "<img src=x onerror=alert(1)>.json"
    sent(console_client, draft, {**IMPORT, "file": SimpleUploadedFile(markup, b"{}")})
    sent(console_client, draft, {**IMPORT, "upload": "0" * 64, "upload_name": "ander.json"})

    for page in ("thema/", "nakijken/", "thema/?daarna=nakijken"):
        assert "<img src=x" not in text_of(console_client.get(f"{draft}{page}")), page
    assert OpeningDraft.objects.get().values["upload"] != "0" * 64

"""Administrators choose a logo where operators leave that to them; only their own portal wears it."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from django.utils.safestring import mark_safe
from PIL import Image

from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.core import adjusting, logos
from portal.core.mail import layout
from portal.core.models import Adjustable, Adjustment, OwnLogo
from portal.core.printing import pages
from tenants.audit.models import AuditRecord
from tenants.configuration import queries as releases
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import staff
from tests.themes.styles import houses
from themes import queries as themes

PAGE = "/beheer/huisstijl/logo/"
LOGO = re.compile(r'<img src="([^"]+)" alt="" width="52"')
STATED = {"ground": "own", "holder": "Gemeente Zonnedam"}
HOSTILE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" onload="alert(1)"><script>alert(2)</script>'
    b'<text x="1" y="9">Zonnedam</text><circle cx="32" cy="32" r="30" fill="#0a5a9c"/></svg>'
)


def png(colour: str = "#0a5a9c") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def allowing(zonnedam: TenantRef) -> TenantRef:
    """A municipality that may choose its logo, and no colour."""
    with enter(zonnedam):
        Adjustable.objects.create(logo=True)
    return zonnedam


@pytest.fixture
def administrator(allowing: TenantRef, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, allowing, ADMINISTRATOR)


def sent(client: Client, content: bytes | None = houses.LOGO, **changes: str) -> Any:
    """Send the form as it is shown, with a file and a statement, but for some."""
    form = client.get(PAGE).context["form"]
    values = {"seen": form["seen"].value() or "", **STATED, **changes}
    file = {} if content is None else {"logo": SimpleUploadedFile("logo.svg", content)}
    return client.post(PAGE, {**values, **file})


def worn(client: Client) -> str:
    found = LOGO.search(client.get("/nergens/").content.decode())
    assert found
    return found.group(1)


@pytest.mark.covers("C-020")
@pytest.mark.attack("T57")
def test_what_is_saved_is_worn_at_once_on_its_own_host_alone(
    administrator: Client, allowing: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    before, other = worn(client_of(allowing)), worn(client_of(waterrijk))

    assert sent(administrator).status_code == 302

    own = worn(client_of(allowing))
    assert own != before
    page = client_of(allowing).get("/nergens/").content.decode()
    files = set(re.findall(r"/thema/eigen-[a-z]+-[0-9a-f]{12}\.[a-z]+", page))
    assert {name.rpartition("/")[2].split("-")[1] for name in files} >= {"logo", "icon", "touch"}
    for path in files:
        answer = client_of(allowing).get(path)
        assert answer.status_code == 200, path
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert client_of(waterrijk).get(path).status_code == 404, path
    assert client_of(allowing).get(own)["Content-Type"] == "image/svg+xml"
    assert worn(client_of(waterrijk)) == other


def test_it_is_a_release_and_stands_in_the_log_with_the_right_by_who_stated_it(
    administrator: Client, allowing: TenantRef
) -> None:
    sent(administrator, ground="permission", reference="Brief 12")

    newest = releases.release(allowing.uuid)
    assert newest.author_kind == "staff"
    assert [part.title for part in releases.changes(newest)] == ["Eigen kleuren en logo van de gemeente"]
    with enter(allowing):
        record, row = AuditRecord.objects.get(action="look.logo_changed"), OwnLogo.objects.get()
    assert record.after == {"logo": row.name}
    assert (row.statement["ground"], row.statement["reference"]) == ("permission", "Brief 12")
    assert row.statement["stated_by"] == record.actor


@pytest.mark.attack("W04")
def test_a_drawing_is_made_anew_and_what_people_would_miss_is_told(
    administrator: Client, allowing: TenantRef, client_of: Callable[..., Client]
) -> None:
    shown = sent(administrator, HOSTILE, voorbeeld="1").content.decode()
    sent(administrator, HOSTILE)

    assert "Tekst met een lettertype." in shown
    content = client_of(allowing).get(worn(client_of(allowing))).content
    assert b"<circle" in content
    for part in (b"script", b"onload", b"alert", b"<text", b"Zonnedam"):
        assert part not in content


@pytest.mark.attack("W04")
def test_a_picture_of_pixels_is_encoded_anew(
    administrator: Client, allowing: TenantRef, client_of: Callable[..., Client]
) -> None:
    sent(administrator, png() + b"<script>alert(1)</script>")

    answer = client_of(allowing).get(worn(client_of(allowing)))
    assert answer["Content-Type"] == "image/png"
    assert b"script" not in answer.content
    assert Image.open(io.BytesIO(answer.content)).size == (64, 64)


@pytest.mark.attack("W04")
@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg", b'<!DOCTYPE a [<!ENTITY b "c">]><svg/>', b"\x89PNG\r\n\x1a\n" + b"0" * 99],
)
def test_what_is_no_picture_is_refused_beside_the_field_and_nothing_is_kept(
    administrator: Client, allowing: TenantRef, content: bytes
) -> None:
    answer = sent(administrator, content)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["logo"]
    assert 'id="id_logo_error"' in answer.content.decode()
    with enter(allowing):
        assert not OwnLogo.objects.exists()
        assert not Adjustment.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"ground": ""}, "ground"), ({"holder": " "}, "holder"), ({"ground": "licence"}, "reference"),
     ({"ground": "open"}, "open_licence")],
)  # fmt: skip
def test_without_a_stated_right_it_is_not_worn_and_the_file_need_not_be_chosen_again(
    administrator: Client, allowing: TenantRef, wrong: dict[str, str], field: str
) -> None:
    refused = sent(administrator, **wrong)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    assert "frame-src 'self'" in refused["Content-Security-Policy"]
    with enter(allowing):
        assert not Adjustment.objects.exists()
    kept = refused.context["form"]["kept"].value()
    assert sent(administrator, None, kept=kept).status_code == 302
    with enter(allowing):
        assert Adjustment.objects.get().logo == kept


def test_it_is_looked_at_before_it_is_worn(
    administrator: Client, allowing: TenantRef, client_of: Callable[..., Client]
) -> None:
    before = worn(client_of(allowing))

    shown = sent(administrator, voorbeeld="1", ground="", holder="")

    assert shown.status_code == 200
    assert not shown.context["form"].errors
    assert "frame-src 'self'" in shown["Content-Security-Policy"]
    example = LOGO.search(administrator.get(shown.context["example_url"]).content.decode())
    assert example
    assert example.group(1) == shown.context["looked_at"] != before
    wrong = sent(administrator, b"<svg", voorbeeld="1", kept=shown.context["form"]["kept"].value())
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["logo"])
    assert wrong.context["looked_at"] == shown.context["looked_at"]
    assert worn(client_of(allowing)) == before


def test_back_to_the_logo_of_the_house_style(
    administrator: Client, allowing: TenantRef, client_of: Callable[..., Client]
) -> None:
    before = worn(client_of(allowing))
    sent(administrator)
    own = worn(client_of(allowing))

    assert administrator.post(PAGE, {"reset": "1"}).status_code == 302

    assert worn(client_of(allowing)) == before
    assert client_of(allowing).get(own).status_code == 200  # a release of before may ask for it


@pytest.mark.attack("P04")
def test_a_form_of_before_says_that_another_logo_was_chosen_and_asks_again(
    administrator: Client, allowing: TenantRef
) -> None:
    sent(administrator)
    first = administrator.get(PAGE).context["form"].now

    late = sent(administrator, png(), seen="")

    assert late.status_code == 409
    assert "Intussen is er een ander logo gekozen." in late.content.decode()
    with enter(allowing):
        assert Adjustment.objects.get().logo == first
    again = late.context["form"]
    values = {name: again[name].value() for name in ("kept", "seen")}
    assert sent(administrator, None, **values).status_code == 302
    with enter(allowing):
        assert Adjustment.objects.get().logo == values["kept"] != first


def test_what_is_not_allowed_any_more_is_the_logo_of_the_house_style_again(
    administrator: Client, allowing: TenantRef, client_of: Callable[..., Client]
) -> None:
    before = worn(client_of(allowing))
    sent(administrator)

    with enter(allowing):
        Adjustable.objects.update(logo=False)

    assert worn(client_of(allowing)) == before


@pytest.mark.attack("T08")
def test_where_it_is_not_allowed_the_page_says_whom_to_ask_and_nothing_is_kept(
    allowing: TenantRef, administrator: Client
) -> None:
    with enter(allowing):
        Adjustable.objects.update(logo=False, link=True)

    assert "U kunt het logo niet zelf kiezen" in administrator.get(PAGE).content.decode()
    assert "Een ander logo kiezen" not in administrator.get("/beheer/huisstijl/").content.decode()
    for values in ({"reset": "1"}, {**STATED, "logo": SimpleUploadedFile("a.svg", houses.LOGO)}):
        assert administrator.post(PAGE, values).status_code == 422
    with enter(allowing):
        assert not OwnLogo.objects.exists()
        Adjustable.objects.update(logo=True)
    assert sent(administrator).status_code == 302


@pytest.mark.covers("P-232")
def test_only_administrators_may(allowing: TenantRef, client_of: Callable[..., Client]) -> None:
    editor = staff.client_for(client_of, allowing, EDITOR, "ed@zonnedam.example")

    assert editor.get(PAGE).status_code == 403
    assert editor.post(PAGE, {"reset": "1"}).status_code == 403
    assert client_of(allowing).get(PAGE).status_code == 302


@pytest.mark.attack("T57")
def test_a_logo_that_another_municipality_has_is_not_taken(
    administrator: Client, allowing: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    before = worn(client_of(allowing))
    with enter(waterrijk):
        theirs = logos.make(houses.LOGO, adjusting.base_colours(waterrijk))
        OwnLogo.objects.create(name=theirs.name, **theirs.columns)

    answer = sent(administrator, None, kept=theirs.name)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["logo"])
    with enter(allowing):
        Adjustment.objects.create(logo=theirs.name)  # as a copy of a configuration may have it
    assert worn(client_of(allowing)) == before


def test_logos_that_were_only_looked_at_are_forgotten_after_a_day(
    administrator: Client, allowing: TenantRef
) -> None:
    sent(administrator)
    sent(administrator, png("#112233"), voorbeeld="1")
    with enter(allowing):
        OwnLogo.objects.update(created_at=timezone.now() - timedelta(days=2))

    sent(administrator, png("#445566"), voorbeeld="1")

    with enter(allowing):
        rows = OwnLogo.objects.all()
        assert sorted(row.published_at is None for row in rows) == [False, True]


@pytest.mark.fault("F23")
def test_while_the_database_is_away_a_page_wears_the_logo_of_the_house_style(
    administrator: Client, allowing: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_asked: Any) -> None:
        raise DatabaseError("away")

    sent(administrator)
    with enter(allowing):
        given = {"logo": Adjustment.objects.get().logo}
        assert adjusting.look(allowing, given) != themes.look(allowing.theme)  # the control
        monkeypatch.setattr(Adjustable.objects, "first", away)
        assert adjusting.look(allowing, given) == themes.look(allowing.theme)


def test_paper_bears_the_own_logo(administrator: Client, allowing: TenantRef) -> None:
    sent(administrator)

    with enter(allowing):
        path = adjusting.look(allowing, {"logo": adjusting.chosen_logo()}).logo
        files = pages._of_municipality(f'<img src="{path}" alt="">')

    assert list(files) == [path]
    assert files[path][1] == "image/svg+xml"


@pytest.mark.parametrize(("content", "kind"), [(houses.LOGO, "svg"), (png(), "ico")])
def test_browsers_that_look_in_the_usual_place_find_the_own_icon(
    content: bytes, kind: str, administrator: Client, allowing: TenantRef, client_of: Callable[..., Client]
) -> None:
    visitor = client_of(allowing)
    before = visitor.get("/favicon.ico")["Location"]

    sent(administrator, content)

    found = visitor.get("/favicon.ico")["Location"]
    assert found != before
    assert re.fullmatch(rf"/thema/eigen-(logo|icon)-[0-9a-f]{{12}}\.{kind}", found)
    assert visitor.get(found).status_code == 200


def test_letters_bear_the_own_logo_as_a_picture_that_mail_programs_show(
    administrator: Client, allowing: TenantRef, client_of: Callable[..., Client]
) -> None:
    with enter(allowing):
        before = layout.html("Onderwerp", mark_safe("<p>Beste</p>"), "nl", layout.footing(), layout.dress())

    sent(administrator)

    with enter(allowing):
        letter = layout.html("Onderwerp", mark_safe("<p>Beste</p>"), "nl", layout.footing(), layout.dress())
    (path,) = re.findall(r'<img src="https?://[^/"]+(/thema/eigen-[^"]+)"', letter)
    assert path not in before
    assert client_of(allowing).get(path)["Content-Type"] == "image/png"


@pytest.mark.fault("F23")
def test_while_the_database_is_away_a_letter_bears_the_logo_of_the_house_style(
    allowing: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_asked: Any) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(Adjustment.objects, "first", away)

    with enter(allowing):
        assert adjusting.look_with_logo(allowing) == themes.look(allowing.theme)

"""Administrators adjust the colours that operators leave to them; only their own portal shows it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.core import adjusting, queries
from portal.core.models import Adjustable, AdjustedSheet, Adjustment, ContactDetails
from tenants import directory
from tenants.audit.models import AuditRecord
from tenants.configuration import queries as releases
from tenants.entry import enter
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.portal import staff
from tests.themes.styles import houses
from themes import queries as themes

PAGE = "/beheer/huisstijl/"
SHEET = re.compile(r'<link rel="stylesheet" href="(/thema/[^"]+\.css)"')
GREEN = "#0b6b3a"
GIVEN = {"link": GREEN}


@pytest.fixture
def allowing(zonnedam: TenantRef) -> TenantRef:
    """A municipality that may choose its links, its button and its header."""
    with enter(zonnedam):
        Adjustable.objects.create(link=True, button=True, header=True)
    return zonnedam


@pytest.fixture
def administrator(allowing: TenantRef, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, allowing, ADMINISTRATOR)


def asked(client: Client, **changes: str) -> dict[str, str]:
    """Fill in the form as it is shown, but for some."""
    form = client.get(PAGE).context["form"]
    shown = {name: str(form[name].value()) for name in form.fields}
    return {**shown, **{name.replace("_", "-"): value for name, value in changes.items()}}


def sheet(client: Client) -> str:
    found = SHEET.search(client.get("/nergens/").content.decode())
    assert found
    return found.group(1)


def test_what_is_allowed_is_asked_with_its_value_and_where_that_comes_from(
    administrator: Client, allowing: TenantRef
) -> None:
    page = administrator.get(PAGE)

    form = page.context["form"]
    assert [field.name for field in form.colours()] == ["header-bg", "header-fg", "btn-bg", "btn-fg", "link"]
    with enter(allowing):
        base = adjusting.base_colours(allowing)
    assert form["link"].value() == base["link"]
    assert f"Van de huisstijl: {base['link']}." in page.content.decode()


@pytest.mark.attack("T57")
def test_what_is_saved_is_shown_at_once_on_its_own_host_alone(
    administrator: Client, allowing: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    before, other = sheet(client_of(allowing)), sheet(client_of(waterrijk))

    assert administrator.post(PAGE, asked(administrator, link=GREEN)).status_code == 302

    own = sheet(client_of(allowing))
    assert own != before
    answer = client_of(allowing).get(own)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert f"--p-link:{GREEN}".encode() in answer.content
    assert client_of(waterrijk).get(own).status_code == 404
    assert sheet(client_of(waterrijk)) == other


def test_it_is_a_release_and_stands_in_the_log_in_the_name_of_who_did_it(
    administrator: Client, allowing: TenantRef
) -> None:
    administrator.post(PAGE, asked(administrator, link=GREEN))

    newest = releases.release(allowing.uuid)
    assert (newest.author_kind, [part.title for part in releases.changes(newest)]) == (
        "staff",
        ["Eigen kleuren en logo van de gemeente"],
    )
    with enter(allowing):
        record = AuditRecord.objects.get(action="look.adjusted")
    assert record.after == {"link": GREEN}


@pytest.mark.covers("C-024")
def test_what_cannot_be_read_is_repaired_and_shown_before_it_is_kept(
    administrator: Client, allowing: TenantRef
) -> None:
    pale = asked(administrator, link="#ffee00")

    shown = administrator.post(PAGE, {**pale, "voorbeeld": "1"}).content.decode()
    live = administrator.post(PAGE, pale, headers={"hx-request": "true", "hx-target": "voorbeeld"})

    assert "Links in tekst: #ffee00 is #" in shown
    assert "Links in tekst: #ffee00 is #" in live.content.decode()
    with enter(allowing):
        assert not Adjustment.objects.exists()
    administrator.post(PAGE, pale)
    with enter(allowing):
        made = adjusting.adjusted(themes.look(allowing.theme), adjusting.chosen())
    assert made
    assert made.colours["link"] != "#ffee00"


def test_the_example_is_a_page_of_ones_own_host_in_those_colours(
    administrator: Client, client_of: Callable[..., Client], allowing: TenantRef
) -> None:
    page = administrator.get(f"{PAGE}voorbeeld/", {"link": GREEN, "footer-bg": "#000000"})
    frame = administrator.get(PAGE)

    href = re.search(r'href="(/beheer/huisstijl/voorbeeld\.css\?[^"]+)"', page.content.decode())
    assert href
    sheet_ = administrator.get(href.group(1)).content.decode()
    assert f"--p-link:{GREEN}" in sheet_
    assert "--p-footer-bg:#000;" not in sheet_  # may not be chosen
    assert "frame-src 'self'" in frame["Content-Security-Policy"]
    assert "frame-src 'none'" in page["Content-Security-Policy"]
    assert client_of(allowing).get(href.group(1)).status_code == 302


@pytest.mark.attack("T08")
@pytest.mark.parametrize(
    ("changes", "status"),
    [({"footer_bg": "#000000"}, 422), ({"link": "javascript:1"}, 422), ({"link": GREEN}, 302)],
)
def test_what_is_not_allowed_or_no_colour_is_refused_and_nothing_is_kept(
    administrator: Client, allowing: TenantRef, changes: dict[str, str], status: int
) -> None:
    assert administrator.post(PAGE, asked(administrator, **changes)).status_code == status

    with enter(allowing):
        assert Adjustment.objects.exists() is (status == 302)


def test_what_is_not_allowed_any_more_is_as_the_house_style_has_it_again(
    administrator: Client, allowing: TenantRef, client_of: Callable[..., Client]
) -> None:
    before = sheet(client_of(allowing))
    administrator.post(PAGE, asked(administrator, link=GREEN))

    with enter(allowing):
        Adjustable.objects.update(link=False)

    assert sheet(client_of(allowing)) == before


def test_back_to_the_house_style(
    administrator: Client, allowing: TenantRef, client_of: Callable[..., Client]
) -> None:
    before = sheet(client_of(allowing))
    administrator.post(PAGE, asked(administrator, link=GREEN))
    worn = sheet(client_of(allowing))

    administrator.post(PAGE, {**asked(administrator), "reset": "1"})

    assert sheet(client_of(allowing)) == before
    assert client_of(allowing).get(worn).status_code == 200  # for who has the page still open


def test_another_version_of_the_house_style_is_adjusted_in_the_same_way(
    administrator: Client, allowing: TenantRef, client_of: Callable[..., Client]
) -> None:
    administrator.post(PAGE, asked(administrator, link=GREEN))
    before = sheet(client_of(allowing))

    Tenant.objects.filter(uuid=allowing.uuid).update(theme=houses.published(owner=allowing.uuid))
    directory.forget()

    after = sheet(client_of(allowing))
    assert after != before
    served = client_of(allowing).get(after)
    assert served.status_code == 200
    assert f"--p-link:{GREEN}".encode() in served.content


@pytest.mark.attack("P04")
def test_a_form_of_before_says_that_something_changed_and_asks_again(
    administrator: Client, allowing: TenantRef
) -> None:
    old = asked(administrator, link="#7a1f5c")
    administrator.post(PAGE, asked(administrator, link=GREEN))

    late = administrator.post(PAGE, old)

    assert late.status_code == 409
    assert f"Links in tekst is nu {GREEN}; u koos #7a1f5c." in late.content.decode()
    with enter(allowing):
        assert Adjustment.objects.get().link == GREEN
    again = late.context["form"]
    administrator.post(PAGE, {name: str(again[name].value()) for name in again.fields})
    with enter(allowing):
        assert Adjustment.objects.get().link == "#7a1f5c"


def test_where_nothing_is_allowed_the_page_says_whom_to_ask(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = staff.client_for(client_of, zonnedam, ADMINISTRATOR)

    assert "Er is niets dat u zelf kunt aanpassen" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"link": GREEN}).status_code == 422


@pytest.mark.covers("P-232")
def test_only_administrators_may(allowing: TenantRef, client_of: Callable[..., Client]) -> None:
    editor = staff.client_for(client_of, allowing, EDITOR, "ed@zonnedam.example")

    for path in (PAGE, f"{PAGE}voorbeeld/", f"{PAGE}voorbeeld.css"):
        assert editor.get(path).status_code == 403
        assert client_of(allowing).get(path).status_code == 302


@pytest.mark.fault("F23")
def test_while_the_database_is_away_a_page_looks_as_the_house_style(
    allowing: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_asked: Any) -> None:
        raise DatabaseError("away")

    with enter(allowing):
        assert adjusting.look(allowing, GIVEN) != themes.look(allowing.theme)  # the control
        monkeypatch.setattr(Adjustable.objects, "first", away)
        assert adjusting.look(allowing, GIVEN) == themes.look(allowing.theme)


def test_a_page_of_who_adjusted_nothing_asks_once(
    zonnedam: TenantRef, django_assert_num_queries: Callable[..., Any]
) -> None:
    with enter(zonnedam):
        ContactDetails.objects.get_or_create(defaults={"phone": "088 000 10 01"})
    with enter(zonnedam), django_assert_num_queries(1):
        _contact, given = queries.furnishing()
        adjusting.look(zonnedam, given)


def test_what_was_chosen_is_found_with_and_without_a_way_to_reach_the_municipality(
    administrator: Client, allowing: TenantRef
) -> None:
    administrator.post(PAGE, asked(administrator, link=GREEN))

    with enter(allowing):
        ContactDetails.objects.all().delete()
        assert queries.furnishing()[1] == GIVEN
        ContactDetails.objects.create(phone="088 000 10 01")
        assert queries.furnishing()[1] == GIVEN


def test_stylesheets_of_long_ago_are_forgotten(administrator: Client, allowing: TenantRef) -> None:
    with enter(allowing):
        AdjustedSheet.objects.bulk_create(
            AdjustedSheet(name=f"eigen-{number:012}.css", content=b"", brotli=b"", gzip=b"")
            for number in range(25)
        )

    administrator.post(PAGE, asked(administrator, link=GREEN))

    with enter(allowing):
        assert AdjustedSheet.objects.count() == 20

"""What is new for somebody: told once, gone when done, theirs alone (P-184 to P-186, P-189, P-190, I-085, I-110)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.operations import erasing
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.userfeed import jobs, operations, queries
from portal.userfeed.kinds import kinds
from portal.userfeed.models import FeedItem
from portal.userfeed.types import FOR_EVER, Kind, Snapshot
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens, staff

URL = "/nieuws/"
TITLE = "Uw aanvraag parkeervergunning"


def link(place: Mapping[str, str]) -> str:
    if place.get("gone"):
        raise NoReverseMatch
    return f"/zaken/{place['case']}/"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    status = Kind("core", "status", "Status", lambda n: f"{n} zaken zijn veranderd.", link)
    paper = Kind("core", "document", "Document", lambda n: f"{n} documenten.", link, window=FOR_EVER)
    hidden = Kind("products", "tip", "Tip", lambda n: f"{n} tips.", link)
    monkeypatch.setattr(kinds, "_entries", {one.key: one for one in (status, paper, hidden)})


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def fatima(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    return citizens.client_for(client_of, inside)


@pytest.fixture
def user(fatima: Client) -> User:
    return User.objects.get(identity__isnull=False)


def tell(user: User, kind: str = "status", ref: str = "zaak-1", title: str = TITLE, **more: Any) -> FeedItem:
    place = more.pop("place", {"case": "1"})
    return operations.add(
        kind, ref, Snapshot(title, "Wij beoordelen uw aanvraag.", place=place), user=user, **more
    )


def part(client: Client, **headers: str) -> str:
    return client.get(URL, headers={"HX-Request": "true", **headers}).content.decode()


def let_pass(**time: int) -> None:
    at = timezone.now() - timedelta(**time)
    FeedItem.objects.update(created_at=at)


@pytest.mark.covers("P-184")
def test_where_nothing_is_open_the_part_of_the_start_page_is_empty(fatima: Client, user: User) -> None:
    assert part(fatima).strip() == ""
    assert "Er is niets nieuws" in fatima.get(URL).content.decode()

    tell(user)
    assert TITLE in part(fatima)
    operations.complete("status", "zaak-1", user=user)
    assert part(fatima).strip() == ""


@pytest.mark.covers("P-184")
def test_the_oldest_comes_first_with_sentences_that_sum_it_up(fatima: Client, user: User) -> None:
    now = timezone.now()
    tell(user, ref="zaak-2", title="Tweede", display_at=now - timedelta(hours=1))
    tell(user, ref="zaak-1", title="Eerste", display_at=now - timedelta(hours=2), action_required=True)
    tell(user, "document", ref="brief", title="Later", display_at=now + timedelta(hours=1))
    html = part(fatima)

    assert html.index("Eerste") < html.index("Tweede")
    assert "2 zaken zijn veranderd." in html
    assert "Actie nodig" in html
    assert 'href="/zaken/1/"' in html
    assert "Later" not in html


@pytest.mark.covers("P-184")
def test_news_of_a_feature_that_is_off_is_hidden(
    fatima: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(user, "tip", title="Een tip")
    assert "Een tip" in part(fatima)

    monkeypatch.setattr(queries.features, "is_on", lambda feature: False)
    assert part(fatima).strip() == ""


@pytest.mark.covers("P-185", "I-110")
def test_a_status_told_again_within_ten_minutes_is_one_item_and_later_another(user: User) -> None:
    first = tell(user)
    again = tell(user, title="Nieuwer", action_required=True)
    assert (again.pk, FeedItem.objects.count()) == (first.pk, 1)
    assert [item.title for item in queries.of(user).items] == ["Nieuwer"]

    let_pass(minutes=11)
    later = tell(user)
    assert later.pk != first.pk
    assert [item.title for item in queries.of(user).items] == [TITLE]


@pytest.mark.covers("P-185")
def test_what_was_done_is_not_opened_again_by_the_same_news(user: User) -> None:
    tell(user)
    assert operations.complete("status", "zaak-1", user=user)
    assert not operations.complete("status", "zaak-1", user=user)
    tell(user)

    assert queries.of(user).items == ()


@pytest.mark.covers("P-186")
def test_one_document_is_one_item_however_late_it_is_told_again(user: User) -> None:
    first = tell(user, "document", "brief-1")
    let_pass(days=40)

    assert tell(user, "document", "brief-1").pk == first.pk
    assert tell(user, "document", "brief-2").pk != first.pk


@pytest.mark.covers("I-085")
@pytest.mark.parametrize("place", [{"gone": "ja"}, {}])
def test_what_leads_nowhere_any_more_is_shown_without_a_link(
    fatima: Client, user: User, place: dict[str, str]
) -> None:
    tell(user, ref="weg", title="Een zaak van een systeem dat weg is", place=place)
    tell(user)
    html = part(fatima)

    assert "Een zaak van een systeem dat weg is" in html
    assert html.count("<a ") == 1


@pytest.mark.covers("I-085")
def test_news_of_a_kind_that_is_no_more_or_that_cannot_be_read_breaks_nothing(
    fatima: Client, user: User
) -> None:
    tell(user, title="Van vroeger")
    FeedItem.objects.update(kind="van-een-andere-versie")
    broken = tell(user, ref="kapot", title="Kapot")
    FeedItem.objects.filter(pk=broken.pk).update(snapshot=FeedItem.objects.exclude(pk=broken.pk)[0].snapshot)
    html = part(fatima)

    assert "Van vroeger" in html
    assert "Kapot" not in html
    assert "<a " not in html


@pytest.mark.covers("P-189")
def test_what_expires_is_gone_and_completed_by_the_job_and_forgotten_later(user: User) -> None:
    tell(user)
    assert operations.expire("status", "zaak-1", at=timezone.now() - timedelta(minutes=1), user=user)
    assert queries.of(user).items == ()
    stays = tell(user, ref="zaak-2")

    jobs.tidy("slot-1")
    jobs.tidy("slot-2")
    assert FeedItem.objects.exclude(completed_at=None).count() == 1
    FeedItem.objects.exclude(pk=stays.pk).update(completed_at=timezone.now() - timedelta(days=91))
    jobs.tidy("slot-3")
    assert list(FeedItem.objects.all()) == [stays]


@pytest.mark.attack("I04")
def test_nobody_sees_what_is_new_for_another_or_while_acting_for_another(
    fatima: Client, user: User, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    tell(user)
    other = citizens.client_for(client_of, inside, citizens.citizen(citizens.OTHER), email="")
    acting = citizens.client_for(client_of, inside, citizens.representative(), email="")
    editor = staff.client_for(client_of, inside, EDITOR)

    assert TITLE not in part(other)
    assert [client.get(URL).status_code for client in (acting, editor)] == [403, 403]
    assert client_of(inside).get(URL).status_code == 302
    assert TITLE in part(fatima)  # whose it is sees it


def test_it_costs_few_queries_however_much_there_is(user: User) -> None:
    tell(user)
    queries.of(user)
    for number in range(25):
        tell(user, ref=f"zaak-{number + 2}")
    with CaptureQueriesContext(database) as asked:
        found = queries.of(user)

    assert len([q for q in asked if "userfeed_feeditem" in q["sql"]]) == 1
    assert (len(found.items), found.more) == (20, 6)


def test_what_it_says_and_about_what_is_not_in_the_database_as_such(user: User) -> None:
    tell(user, ref="zaak-1")
    with database.cursor() as cursor:
        cursor.execute("SELECT row_to_json(i)::text FROM userfeed_feeditem i")
        ((kept,),) = cursor.fetchall()

    assert TITLE not in kept
    assert "zaak-1" not in kept


@pytest.mark.covers("P-061")
def test_it_goes_with_the_person_and_can_be_looked_at_by_them(user: User) -> None:
    tell(user)
    assert [row["what"] for row in queries.rows_of(user)] == [TITLE]

    erasing.erase(user)
    assert not FeedItem.objects.exists()


@pytest.mark.covers("P-190")
def test_staff_see_when_and_which_kind_and_change_nothing(
    user: User, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    item = tell(user)
    tell(user, "document", "brief")
    manager = staff.client_for(client_of, inside, ADMINISTRATOR)
    base = "/beheer/userfeed/feeditem/"
    page = manager.get(f"{base}?kind=status").content.decode()

    assert 'class="field-kind">status' in page
    assert 'class="field-kind">document' not in page
    assert TITLE not in page
    assert manager.get(f"{base}add/").status_code == 403
    assert manager.post(f"{base}{item.pk}/delete/", {"post": "yes"}).status_code == 403
    assert manager.post(f"{base}{item.pk}/change/", {"kind": "x"}).status_code == 403
    item.refresh_from_db()
    assert item.kind == "status"

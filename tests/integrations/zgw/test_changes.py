"""Cases that are new, or otherwise than before, are seen: by what each version can do, and of nobody in particular."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrations.notifications import operations
from integrations.notifications.models import Message, Subscription
from integrations.sandbox.world.cases import Case
from integrations.zgw.queries import changes, comparing, linked
from integrations.zgw.reading.changes import Glimpse, Link
from integrations.zgw.types.news import Look
from tests.integrations.notifications.conftest import switched_on

from .conftest import Asker

pytestmark = pytest.mark.covers("M-13")
SECONDS = 20.0
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Known:
    """A case, and what was seen of it."""

    main: str
    seen: dict[str, str] = field(default_factory=dict)
    known_at: datetime = field(default_factory=timezone.now)


def moved(asker: Asker, **wanted: Any) -> dict[str, Any]:
    """Let something happen to a case of which nobody is told; answers the notification that was lost."""
    body = {"profile": asker.connection.stand_in, "tell": False, **wanted}
    told = asker.connection.sandbox._ask(
        "POST", f"/cases/{asker.connection.there}", json.dumps(body).encode()
    )
    return dict(json.loads(told)["message"])


def open_case(asker: Asker) -> Case:
    return next(one for one in asker.world.cases.values() if not one.ended and asker.world.links_of(one.uuid))


def address(asker: Asker, case: Case) -> str:
    return f"{asker.connection.access.address}/zaken/api/v1/zaken/{case.uuid}"


def look(asker: Asker, known: Sequence[Known] = (), since: datetime | None = None) -> Look:
    return changes.look(asker.connection.key, known, since, SECONDS)


def looked(asker: Asker, case: Case) -> list[Known]:
    """Look at a case for the first time."""
    main = address(asker, case)
    return [Known(main, look(asker, [Known(main)]).seen[main])]


def test_a_status_that_nobody_told_is_seen_once(asker: Asker) -> None:
    case, since = open_case(asker), timezone.now()
    known = looked(asker, case)
    lost = moved(asker, advance=str(case.uuid))
    found = look(asker, known, since)

    mine = [one for one in found.news if one.main == known[0].main]
    assert (mine[0].resource, mine[0].resource_url, mine[0].action) == (
        "status",
        lost["resourceUrl"],
        "create",
    )
    assert mine[0].features == lost["kenmerken"]
    again = look(asker, [Known(known[0].main, found.seen[known[0].main])], timezone.now())
    assert [one for one in again.news if one.main == known[0].main] == []


def test_a_document_that_nobody_told_is_seen(asker: Asker) -> None:
    case = open_case(asker)
    known = looked(asker, case)
    lost = moved(asker, document=str(case.uuid))

    found = look(asker, known, timezone.now())
    mine = [one for one in found.news if one.main == known[0].main]  # others may have begun today
    assert [one.resource_url for one in mine] == [lost["resourceUrl"]]


def test_a_new_case_is_seen_where_a_system_can_sort(asker: Asker) -> None:
    since = timezone.now()
    baseline = look(asker)
    assert baseline.news == []  # nobody looked before
    known = [Known(main, seen) for main, seen in baseline.seen.items()]
    lost = moved(asker, open=str(open_case(asker).uuid))

    found = [one.resource for one in look(asker, known, since).news if one.main == lost["hoofdObject"]]
    assert found == ([] if asker.connection.stand_in == "esuite" else ["zaak", "status"])


def test_also_just_after_midnight_nothing_new_is_missed_of_a_system_that_writes_days_of_utc(
    current: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At half past twelve at night in Amsterdam it is still the day before for such a system."""
    asked: list[date] = []
    real = changes.asking.registered_since

    def registered_since(client: Any, day: date, *more: Any, **further: Any) -> Any:
        asked.append(day)
        return real(client, day, *more, **further)

    monkeypatch.setattr(changes.asking, "registered_since", registered_since)

    look(current, [], datetime(2026, 11, 27, 23, 30, tzinfo=UTC))

    assert asked[0] < date(2026, 11, 27)


def test_what_changed_of_cases_that_nobody_knew_is_seen_when_they_end(current: Asker) -> None:
    since = timezone.now()
    case = next(
        one for one in current.world.cases.values() if len(one.statuses) == len(one.type.statuses) - 1
    )
    lost = moved(current, advance=str(case.uuid))

    found = [one for one in look(current, [], since).news if one.main == lost["hoofdObject"]]
    assert [one.resource for one in found] == ["status", "resultaat"]
    assert lost["hoofdObject"] in look(current, [], since).ended


def test_many_known_cases_cost_few_calls_and_no_person_is_asked_for(current: Asker) -> None:
    known = [Known(address(current, one)) for one in list(current.world.cases.values())[:150]]
    before = current.calls()
    found = look(current, known, timezone.now())

    asked = {name: number - before.get(name, 0) for name, number in current.calls().items()}
    assert sum(asked.values()) <= 4
    assert {one.main for one in known} <= found.seen.keys()


def test_a_system_that_only_tells_one_by_one_is_asked_for_a_few_each_time(esuite: Asker) -> None:
    known = [Known(address(esuite, one)) for one in list(esuite.world.cases.values())[:60]]

    assert len(look(esuite, known, timezone.now()).seen) <= changes.MOST_CALLS


def test_a_case_that_is_not_there_any_more_is_forgotten(asker: Asker) -> None:
    gone = f"{asker.connection.access.address}/zaken/api/v1/zaken/00000000-0000-4000-8000-000000000001"

    assert look(asker, [Known(gone)], timezone.now()).gone == {gone}


@pytest.mark.fault("F08")
def test_a_system_that_falls_silent_is_left_alone_and_says_why(current: Asker) -> None:
    known = looked(current, open_case(current))
    current.fault("zaken/zaken", status=500)
    found = look(current, known, timezone.now())

    assert (found.news, found.seen, found.is_whole) == ([], {}, False)
    assert found.reason


@pytest.mark.covers("I-106")
def test_a_document_that_became_definite_is_news_of_its_cases(asker: Asker) -> None:
    case = open_case(asker)
    document = asker.world.links_of(case.uuid)[0].document
    told = moved(asker, publish=str(document))

    (found,) = linked.changes_of(asker.connection.key, told["hoofdObject"], NOW)
    assert (found.main, found.resource, found.action) == (
        address(asker, case),
        "zaakinformatieobject",
        "partial_update",
    )
    assert found.features["zaaktype"].endswith(str(case.type.uuid))
    other = told["hoofdObject"].replace(str(document), str(uuid.uuid4()))
    assert linked.changes_of(asker.connection.key, other, NOW) == []


def test_a_loss_is_found_handled_and_counted_from_end_to_end(current: Asker) -> None:
    switched_on(current.connection.tenant)
    case = open_case(current)
    operations.reconcile()
    Message.objects.create(
        connection_id=current.connection.key,
        mark="m" * 64,
        channel="zaken",
        main=address(current, case),
        resource="rol",
        resource_url=f"{address(current, case)}/rol",
        action="create",
        created_at=timezone.now(),
    )
    operations.reconcile()
    lost = moved(current, advance=str(case.uuid))

    assert operations.reconcile() >= 1
    row = Message.objects.get(resource_url=lost["resourceUrl"])
    assert (row.main, row.features, row.source) == (lost["hoofdObject"], lost["kenmerken"], "found")
    assert operations.reconcile() == 0
    assert Subscription.objects.get(pk=current.connection.key).look_finding == ""


def glimpse(**more: Any) -> Glimpse:
    """Make what is seen of a case that was registered long ago."""
    values = {"url": "c", "status": "s", "result": "", "registered": NOW.date() - timedelta(days=90)}
    return Glimpse(**{**values, "is_ended": False, "changed_at": None, **more})


@pytest.mark.parametrize(
    ("case", "before", "is_news"),
    [
        (glimpse(), None, False),
        (glimpse(), Known("c", {}, NOW), False),
        (glimpse(registered=NOW.date()), None, True),
        (glimpse(changed_at=NOW + timedelta(minutes=1)), None, True),
        (glimpse(changed_at=NOW - timedelta(days=1)), None, False),
        (glimpse(changed_at=NOW - timedelta(days=1)), Known("c", {}, NOW), False),
        (glimpse(changed_at=NOW + timedelta(minutes=1)), Known("c", {}, NOW), True),
        (glimpse(), Known("c", {"looked": NOW.isoformat(), "status": "s"}, NOW), True),
    ],
)
def test_whether_something_can_be_news_is_known(case: Glimpse, before: Known | None, is_news: bool) -> None:
    assert (comparing.news_after(case, before, NOW) is not None) is is_news
    assert comparing.news_after(case, before, None) is None


def test_what_changed_otherwise_is_news_of_the_case_itself() -> None:
    before = {"status": "s", "result": "", "changed": NOW.isoformat(), "looked": NOW.isoformat()}
    later = NOW + timedelta(minutes=3)

    assert [one.resource for one in comparing.otherwise(glimpse(changed_at=later), before)] == ["zaak"]
    assert comparing.otherwise(glimpse(changed_at=NOW), before) == []
    assert comparing.otherwise(glimpse(), before) == []


def test_a_link_of_another_case_or_of_before_is_no_news() -> None:
    links = [
        Link("1", "another", NOW),
        Link("2", "c", NOW - timedelta(days=1)),
        Link("3", "c", None),
        Link("4", "c", NOW),
    ]

    assert [one.resource_url for one in comparing.added(glimpse(), links, NOW)] == ["4"]

"""What a webhook lost is found by looking, becomes the same messages, and is not told twice (M-13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrations.connections.models import Connection
from integrations.errors import Reason, UnavailableError
from integrations.notifications import jobs, operations, queries
from integrations.notifications.models import Message, Subscription, Watched
from integrations.notifications.operations import reconciling
from integrations.notifications.types import Known, Source
from tenants.entry import outside
from tenants.schedule.models import Work

from .conftest import CASE, HOME, Ear, Sender, connection_of, put

pytestmark = pytest.mark.covers("M-13")
HERE = "tests.integrations.notifications.test_reconciling"
OTHER = f"{HOME}/zaken/api/v1/zaken/00000000-0000-4000-8000-000000000001"
STATUS = f"{HOME}/zaken/api/v1/statussen/7"


@dataclass
class News:
    """Something that a looker found."""

    main: str = CASE
    resource: str = "status"
    resource_url: str = STATUS
    action: str = "create"
    created_at: datetime = field(default_factory=timezone.now)
    features: Mapping[str, str] = field(default_factory=dict)
    channel: str = "zaken"


@dataclass
class Look:
    """What a looker answers."""

    news: list[News] = field(default_factory=list)
    seen: dict[str, dict[str, str]] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    is_whole: bool = True
    reason: str = ""


@dataclass
class Looker:
    """Who looks: what it answers, by connection, and what it was asked."""

    answers: dict[Any, Any] = field(default_factory=dict)
    asked: list[tuple[Any, list[Known], datetime | None]] = field(default_factory=list)

    def look(self, connection: Any, known: Sequence[Known], since: datetime | None) -> Look:
        self.asked.append((connection, list(known), since))
        answer = self.answers.get(connection, Look())
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]


the_looker = Looker()


def look(connection: Any, known: Sequence[Known], since: datetime | None, _seconds: float) -> Look:
    return the_looker.look(connection, known, since)


@pytest.fixture
def looker(inside: Sender, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Looker:
    """Somebody has looked before, and now looks as told."""
    settings.NOTIFICATION_LOOKERS = {"zaken": f"{HERE}.look"}
    fresh = Looker()
    monkeypatch.setitem(globals(), "the_looker", fresh)
    operations.reconcile()
    Subscription.objects.update(looked_at=timezone.now() - timedelta(minutes=15))
    fresh.asked.clear()
    return fresh


def figures(connection: Connection) -> queries.Figures:
    return queries.figures()[connection.pk]


def test_what_was_lost_becomes_a_message_as_a_webhook_would_have_made_it(
    inside: Sender, looker: Looker, ear: Ear
) -> None:
    looker.answers[inside.connection.pk] = Look(
        [News(features={"zaaktype": "a"})], {CASE: {"status": STATUS}}
    )
    assert operations.reconcile() == 1

    (row,) = Message.objects.all()
    assert (row.main, row.resource_url, row.features, row.source) == (
        CASE,
        STATUS,
        {"zaaktype": "a"},
        "found",
    )
    assert operations.work_off(row.uuid) is None
    assert ear.resources == [["status"]]
    assert figures(inside.connection).missed == queries.health()["missed"] == 1
    with outside():
        assert Work.objects.filter(job="notifications.work_off").count() == 1


def test_what_was_told_is_no_loss(inside: Sender, looker: Looker) -> None:
    inside.post(resourceUrl=STATUS)
    looker.answers[inside.connection.pk] = Look(
        [News(), News(resource="zaak", resource_url=CASE, action="partial_update")]
    )

    assert operations.reconcile() == 0
    assert Message.objects.count() == 1
    assert figures(inside.connection).missed == 0


def test_what_is_found_twice_is_kept_once(inside: Sender, looker: Looker) -> None:
    for _ in range(2):
        looker.answers[inside.connection.pk] = Look([News()])
        operations.reconcile()

    assert Message.objects.count() == 1


def test_what_is_told_after_it_was_found_was_late_and_not_lost(inside: Sender, looker: Looker) -> None:
    before = (timezone.now() - timedelta(seconds=20)).isoformat()
    looker.answers[inside.connection.pk] = Look([News()])
    operations.reconcile()

    assert inside.post(resourceUrl=STATUS, aanmaakdatum=before) == 204
    assert Message.objects.count() == 1
    assert figures(inside.connection).missed == 0
    assert inside.post(resourceUrl=STATUS, actie="update") == 204  # of later: that is news
    assert Message.objects.count() == 2


def test_where_nobody_looked_before_nothing_is_news_and_what_was_told_is_looked_at(
    inside: Sender, looker: Looker
) -> None:
    Subscription.objects.all().delete()
    operations.reconcile()
    assert looker.asked == [(inside.connection.pk, [], None)]

    row = Subscription.objects.get()
    Subscription.objects.update(looked_at=timezone.now() - timedelta(minutes=15))
    Message.objects.create(
        connection=inside.connection,
        mark="m" * 64,
        channel="zaken",
        main=CASE,
        resource="zaak",
        resource_url=CASE,
        action="create",
        created_at=timezone.now(),
    )
    operations.reconcile()
    _connection, known, since = looker.asked[-1]
    assert [(one.main, one.seen) for one in known] == [(CASE, {})]
    assert since is not None
    assert row.looked_at is not None


def test_what_was_seen_is_handed_over_the_next_time_and_the_longest_ago_first(
    inside: Sender, looker: Looker
) -> None:
    looker.answers[inside.connection.pk] = Look(seen={CASE: {"status": "a"}, OTHER: {"status": "b"}})
    operations.reconcile()
    Watched.objects.filter(main=OTHER).update(looked_at=timezone.now() - timedelta(hours=1))
    looker.answers[inside.connection.pk] = Look(seen={CASE: {"status": "c"}}, gone={OTHER})
    operations.reconcile()

    assert [(one.main, one.seen["status"]) for one in looker.asked[-1][1]] == [(OTHER, "b"), (CASE, "a")]
    assert list(Watched.objects.values_list("main", "seen")) == [(CASE, {"status": "c"})]
    assert figures(inside.connection).known == 1
    assert figures(inside.connection).compared_at is not None


def test_what_its_turn_has_not_come_for_is_not_taken_for_new(
    inside: Sender, looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    looker.answers[inside.connection.pk] = Look(seen={CASE: {"status": "a"}, OTHER: {"status": "b"}})
    operations.reconcile()
    Watched.objects.filter(main=OTHER).update(looked_at=timezone.now() - timedelta(hours=1))
    monkeypatch.setattr(reconciling, "MOST", 1)
    looker.answers[inside.connection.pk] = Look([News()], {CASE: {"status": "x"}, OTHER: {"status": "b"}})

    assert operations.reconcile() == 0
    assert Watched.objects.get(main=CASE).seen == {"status": "a"}


def test_a_system_that_is_down_keeps_no_other_from_its_turn_and_is_looked_at_again_from_then(
    inside: Sender, looker: Looker
) -> None:
    second = connection_of(inside.tenant, "tweede", "http://127.0.0.1:9/tweede")
    at = Subscription.objects.get().looked_at
    looker.answers[inside.connection.pk] = UnavailableError(Reason.TOO_SLOW)
    looker.answers[second.pk] = Look(seen={OTHER: {}})
    operations.reconcile()
    Subscription.objects.filter(pk=second.pk).update(looked_at=timezone.now() - timedelta(minutes=15))
    looker.answers[second.pk] = Look([News(main=OTHER)])

    assert operations.reconcile() == 1
    row = Subscription.objects.get(pk=inside.connection.pk)
    assert (row.looked_at, row.look_finding) == (at, Reason.TOO_SLOW.value)
    Subscription.objects.filter(pk=row.pk).update(looked_at=timezone.now() - timedelta(hours=2))
    assert queries.health()["not_compared"] == 1


def test_who_looks_wrongly_is_written_down_and_no_reason_to_stop(inside: Sender, looker: Looker) -> None:
    looker.answers[inside.connection.pk] = KeyError("iets")

    assert operations.reconcile() == 0
    assert Subscription.objects.get().look_finding == "KeyError"


def test_where_not_all_that_is_new_was_seen_the_next_look_begins_where_this_one_did(
    inside: Sender, looker: Looker
) -> None:
    looker.answers[inside.connection.pk] = Look(is_whole=False, reason="too slow")
    operations.reconcile()
    operations.reconcile()

    assert len({since for *_told, since in looker.asked}) == 1


def test_what_ended_or_is_quiet_for_long_is_not_looked_at_any_more(inside: Sender, looker: Looker) -> None:
    looker.answers[inside.connection.pk] = Look(seen={CASE: {}, OTHER: {}}, ended={CASE})
    operations.reconcile()
    operations.reconcile()
    Watched.objects.filter(ended_at__isnull=False).update(ended_at=timezone.now() - queries.KEPT * 2)
    Watched.objects.create(
        connection=inside.connection,
        channel="zaken",
        main=f"{OTHER}9",
        changed_at=timezone.now() - queries.QUIET * 2,
    )
    jobs.forget("slot-1")

    assert list(Watched.objects.values_list("main", flat=True)) == [OTHER]


@pytest.mark.covers("I-106")
def test_news_that_follows_from_other_news_is_kept_once_with_it(inside: Sender, ear: Ear) -> None:
    at = timezone.now()
    follows = News(resource="zaakinformatieobject", action="partial_update", created_at=at)
    ear.answers = [[follows, follows], RuntimeError("weg")]
    row = put(inside, "enkelvoudiginformatieobject", main=OTHER)[0]

    assert operations.work_off(row.uuid) is None
    (found,) = Message.objects.exclude(pk=row.pk)
    assert (found.source, found.main, found.action) == (Source.FOLLOWED, CASE, "partial_update")
    assert figures(inside.connection).missed == 0
    operations.work_off(found.uuid)
    assert ear.resources[-1] == ["zaakinformatieobject"]

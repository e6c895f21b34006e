"""What pages ask of the mirror costs a bounded number of queries, and nothing of the other side (I-048)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrations.zgw import models
from integrations.zgw.queries import mirror
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.zgw.mirror.conftest import PARKING, Mirrored

type Counting = Callable[[int], Any]


@pytest.mark.covers("I-048", "M-08")
def test_a_page_costs_no_call_and_one_query_for_each_kind(
    system: Mirrored, django_assert_num_queries: Counting
) -> None:
    system.synchronise()
    urls = [one.case_type.url for one in mirror.in_force(system.key)]
    steps = [one.url for one in mirror.steps_of(system.key, urls[0])]
    results = [one.url for one in mirror.results_of(system.key, urls[0])]
    before = system.calls()

    for number, ask in (
        (1, lambda: mirror.case_types(system.key, urls)),
        (1, lambda: mirror.keys_of(system.key, urls)),
        (1, lambda: mirror.keyed(system.key, urls)),
        (1, lambda: mirror.status_types(system.key, steps)),
        (1, lambda: mirror.result_types(system.key, results)),
        (1, lambda: mirror.steps_and_results(system.key, steps, results)),
        (1, lambda: mirror.steps_of_each(system.key, urls)),
        (1, lambda: mirror.in_force(system.key)),
        (2, lambda: mirror.document_types_of(system.key, urls[0])),
        (1, lambda: mirror.read_at(system.key)),
    ):
        with django_assert_num_queries(number):
            assert ask()

    assert system.calls() == before


def test_steps_and_results_that_are_asked_for_together_are_those_that_are_asked_for_apart(
    system: Mirrored,
) -> None:
    system.synchronise()
    url = system.in_force().case_type.url
    steps, results = mirror.steps_of(system.key, url), mirror.results_of(system.key, url)
    models.StatusType.objects.filter(url=steps[0].url).update(
        order=None, informs=None, is_last=True, term="P2W"
    )
    asked = [one.url for one in steps], [one.url for one in results]

    apart = mirror.status_types(system.key, asked[0]), mirror.result_types(system.key, asked[1])

    assert mirror.steps_and_results(system.key, *asked) == apart
    assert mirror.steps_and_results(system.key, asked[0], []) == (apart[0], {})
    assert mirror.steps_and_results(system.key, [], asked[1]) == ({}, apart[1])
    assert mirror.steps_and_results(system.key, [], []) == ({}, {})


def test_what_is_not_known_is_named_for_a_worker(system: Mirrored) -> None:
    system.synchronise()
    known = system.in_force().case_type.url

    assert mirror.unknown(system.key, [known, f"{known}0"]) == [f"{known}0"]


@pytest.mark.covers("M-19")
def test_past_its_age_nothing_is_found(system: Mirrored) -> None:
    system.synchronise()
    url = system.in_force().case_type.url
    long_ago = timezone.now() - mirror.LONGEST - timedelta(days=1)
    models.Catalogue.objects.filter(connection=system.key).update(read_at=long_ago)

    assert mirror.case_types(system.key, [url]) == {}
    assert mirror.steps_of(system.key, url) == []
    assert mirror.in_force(system.key) == []
    system.synchronise()
    assert list(mirror.case_types(system.key, [url])) == [url]


def test_a_version_that_has_not_begun_is_not_in_force(system: Mirrored) -> None:
    system.synchronise()
    models.CaseType.objects.filter(connection=system.key, identification=PARKING).update(
        valid_from=date(2030, 1, 1)
    )

    assert PARKING not in {one.key.identification for one in mirror.in_force(system.key)}
    later = mirror.in_force(system.key, today=date(2030, 1, 1))
    assert PARKING in {one.key.identification for one in later}


def test_another_connection_knows_nothing_of_it(
    mirrored: Callable[[str], Mirrored], zonnedam: TenantRef
) -> None:
    system, other = mirrored("zgw"), mirrored("zgw-1.0")
    with enter(zonnedam):
        system.synchronise()
        url = system.in_force().case_type.url

        assert mirror.case_types(other.key, [url]) == {}
        assert list(mirror.case_types(system.key, [url])) == [url]

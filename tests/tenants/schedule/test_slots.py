"""When a job is due: one slot a day whatever the clock does, and for every instant one slot before and one after."""

import datetime
import itertools
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.schedule import slots
from tenants.schedule.types import HOUR, ONCE, SKIP, Daily, Every, Rhythm, each

UTC = datetime.UTC
MARCH, OCTOBER = datetime.date(2026, 3, 29), datetime.date(2026, 10, 25)
DAY = datetime.timedelta(days=1)
NONE = datetime.timedelta(0)

moments = st.datetimes(
    min_value=datetime.datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants it so
    max_value=datetime.datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
around_a_change = st.builds(
    lambda day, seconds: (
        datetime.datetime.combine(day, datetime.time(), UTC) + datetime.timedelta(seconds=seconds)
    ),
    st.sampled_from([MARCH, OCTOBER]),
    st.integers(-2 * 86_400, 2 * 86_400),
)
every = st.builds(Every, st.integers(60, 90_000).map(lambda seconds: datetime.timedelta(seconds=seconds)))
daily = st.builds(
    Daily,
    st.builds(datetime.time, st.integers(0, 23), st.integers(0, 59)),
    st.integers(0, 12 * 3600).map(lambda seconds: datetime.timedelta(seconds=seconds)),
)
rhythms = st.one_of(every, daily)
tenants = st.uuids()


@given(rhythms, tenants, st.one_of(moments, around_a_change))
def test_each_moment_lies_between_its_slot_and_the_next(
    rhythm: Rhythm, tenant: uuid.UUID, at: datetime.datetime
) -> None:
    offset = slots.offset_of(tenant, "core.job", rhythm)
    last, following = slots.latest(rhythm, offset, at), slots.following(rhythm, offset, at)

    assert last <= at < following
    assert slots.following(rhythm, offset, last) == following
    assert slots.latest(rhythm, offset, following) == following
    assert slots.latest(rhythm, offset, following - slots.TICK) == last


@given(daily, tenants, st.one_of(moments, around_a_change))
def test_each_day_has_one_slot_also_when_the_clock_changes(
    rhythm: Daily, tenant: uuid.UUID, at: datetime.datetime
) -> None:
    offset = slots.offset_of(tenant, "core.job", rhythm)
    found = [slots.latest(rhythm, offset, at)]
    for _day in range(5):
        found.append(slots.following(rhythm, offset, found[-1]))

    days = [(slot - offset).astimezone(slots.ZONE).date() for slot in found]
    assert days == [days[0] + number * DAY for number in range(6)]
    assert all(DAY - HOUR <= b - a <= DAY + HOUR for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("day", "time", "wanted"),
    [
        (MARCH, datetime.time(1, 30), "2026-03-29T00:30:00Z"),
        (
            MARCH,
            datetime.time(2, 30),
            "2026-03-29T01:30:00Z",
        ),  # is not there: an hour later, by the new clock
        (MARCH, datetime.time(3, 30), "2026-03-29T01:30:00Z"),
        (OCTOBER, datetime.time(2, 30), "2026-10-25T00:30:00Z"),  # is there twice: the first
        (OCTOBER, datetime.time(3, 30), "2026-10-25T02:30:00Z"),
    ],
)
def test_a_time_that_is_skipped_or_comes_twice_is_one_slot(
    day: datetime.date, time: datetime.time, wanted: str
) -> None:
    noon = datetime.datetime.combine(day, datetime.time(12), UTC)

    assert slots.name_of(slots.latest(Daily(time, NONE), NONE, noon)) == f"slot-{wanted}"


@given(rhythms, tenants, st.one_of(moments, around_a_change), st.integers(0, 5 * 86_400), st.integers(1, 100))
def test_what_was_missed_is_made_up_for_by_the_policy(
    rhythm: Rhythm, tenant: uuid.UUID, last: datetime.datetime, seconds: int, most: int
) -> None:
    offset = slots.offset_of(tenant, "core.job", rhythm)
    now = last + datetime.timedelta(seconds=seconds)
    missed = []
    slot = slots.following(rhythm, offset, last)
    while slot <= now and len(missed) < 8_000:
        missed.append(slot)
        slot = slots.following(rhythm, offset, slot)

    assert slots.due(rhythm, each(most), offset, last=last, now=now) == missed[-most:]
    assert slots.due(rhythm, ONCE, offset, last=last, now=now) == missed[-1:]
    fresh = [slot for slot in missed[-1:] if now - slot <= slots.GRACE]
    assert slots.due(rhythm, SKIP, offset, last=last, now=now) == fresh


@given(moments)
def test_a_clock_that_goes_back_makes_nothing_due(now: datetime.datetime) -> None:
    rhythm = Every(HOUR)

    assert slots.due(rhythm, each(9), NONE, last=now + DAY, now=now) == []


def test_municipalities_begin_at_different_moments_and_each_always_at_the_same() -> None:
    rhythm = Every(HOUR)
    tenants = [uuid.uuid5(uuid.NAMESPACE_DNS, str(number)) for number in range(1_000)]

    first = [slots.offset_of(tenant, "core.job", rhythm) for tenant in tenants]

    quarters = [sum(1 for offset in first if offset // (HOUR / 4) == quarter) for quarter in range(4)]
    assert first == [slots.offset_of(tenant, "core.job", rhythm) for tenant in tenants]
    assert min(quarters) > 150


@pytest.mark.parametrize("period", [0, 59, 60.5])
def test_a_period_is_whole_seconds_and_at_least_a_minute(period: float) -> None:
    with pytest.raises(ValueError, match="minute"):
        Every(datetime.timedelta(seconds=period))


@pytest.mark.parametrize("most", [0, 101])
def test_making_up_for_each_has_a_bound(most: int) -> None:
    with pytest.raises(ValueError, match="At most"):
        each(most)

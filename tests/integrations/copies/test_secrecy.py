"""Nothing of a person can be read in Redis, and after erasure nothing at all, by nobody (T34, T35, P5, M-19)."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches

from integrations import copies
from integrations.copies import persons, places
from integrations.outcomes import Outcome, found
from tenants import registers
from tenants.entry import enter, outside
from tenants.keys import stored
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.integrations.copies.conftest import CASES, TYPE, Clock, Source, in_redis

BSN = "111222333"
WORD = "geheimwoordpaspoort"


@pytest.fixture(autouse=True)
def _inside(zonnedam: TenantRef) -> Any:
    with enter(zonnedam):
        yield


@pytest.fixture
def parts(person: str, url: str) -> dict[str, str]:
    return {"person": person, "connection": url}


@pytest.fixture
def kept(ask_person: Callable[..., Any], source: Source, parts: dict[str, str]) -> dict[str, str]:
    """What Redis holds of a personal copy."""
    source.outcomes = [found(WORD)]
    ask_person()
    return in_redis(CASES, parts)


@pytest.mark.attack("T34", "T35")
@pytest.mark.covers("I-011", "architecture P5")
def test_neither_key_nor_value_shows_whom_it_is_about_or_what_it_says(kept: dict[str, str]) -> None:
    text = repr(kept)

    assert len(kept) == 2
    assert BSN not in text
    assert WORD not in text


def test_what_is_about_nobody_lies_open(ask: Callable[..., Any], source: Source, url: str) -> None:
    """The negative control: this is how it is found when it is not sealed."""
    source.outcomes = [found(WORD)]
    ask()

    assert WORD in repr(in_redis(TYPE, {"url": url}))


@pytest.mark.attack("T33")
@pytest.mark.covers("M-07", "I-011")
def test_every_key_begins_with_the_municipality(kept: dict[str, str], zonnedam: TenantRef) -> None:
    assert {key.partition(":")[0] for key in kept} == {zonnedam.uuid.hex}


def test_values_are_texts_and_never_pickles(ask: Callable[..., Any], kept: dict[str, str], url: str) -> None:
    ask()

    (open_one,) = in_redis(TYPE, {"url": url}).values()
    assert json.loads(open_one)["value"] == WORD
    assert all(value.isascii() and value.isprintable() for value in kept.values())


@pytest.mark.attack("T35")
def test_the_same_number_hashes_differently_at_another_municipality(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    from tenants import keys

    hashes = {keys.hashed(BSN, tenant=t.uuid, purpose="copies") for t in (zonnedam, waterrijk)}

    assert len(hashes) == 2
    assert keys.hashed(BSN, tenant=zonnedam.uuid, purpose="else") not in hashes


@pytest.mark.covers("M-19")
def test_erasing_a_person_makes_what_is_kept_unreadable_for_good(
    ask_person: Callable[..., Outcome[Any]], source: Source, person: str, parts: dict[str, str]
) -> None:
    other = f"123456782|{person}"
    ask_person()
    ask_person(other)
    before = in_redis(CASES, parts)

    assert copies.purge(copies.PERSON_ERASED, {"person": person})

    assert len(before) - len(in_redis(CASES, parts)) == 1  # the key; what it sealed is noise from now on
    ask_person(other)
    assert source.asked == 2
    ask_person()
    assert source.asked == 3


@pytest.mark.covers("M-19")
def test_what_was_being_fetched_while_the_person_was_erased_is_not_found_either(
    ask_person: Callable[..., Outcome[Any]], url: str, person: str, clock: Clock
) -> None:
    parts = {"person": person, "connection": url}

    def overtaken(deadline: Any) -> Outcome[str]:
        copies.purge(copies.PERSON_ERASED, {"person": person})
        return found("van voor het wissen")

    copies.get(CASES, parts, overtaken, clock=clock)

    assert copies.find(CASES, parts, clock=clock) is None
    assert ask_person() == found("antwoord")


@pytest.mark.attack("T33")
def test_a_sealed_copy_put_in_another_place_does_not_open(source: Source, clock: Clock, person: str) -> None:
    source.outcomes = [found("van hier"), found("van daar"), found("nieuw")]
    here, there = ({"person": person, "connection": name} for name in ("hier", "daar"))
    keys = [places.of(registers.copies.get(CASES), parts).entry for parts in (here, there)]
    for parts in (here, there):
        copies.get(CASES, parts, source, clock=clock)

    caches["copies"].set(keys[0], caches["copies"].get(keys[1]))

    assert copies.get(CASES, there, source, clock=clock).value == "van daar"
    assert copies.get(CASES, here, source, clock=clock).value == "nieuw"


def test_where_the_key_of_a_person_no_longer_opens_nothing_is_kept_and_all_is_answered(
    ask_person: Callable[..., Outcome[Any]], source: Source, url: str, person: str
) -> None:
    place = places.of(registers.copies.get(CASES), {"person": person, "connection": url})
    caches["copies"].set(place.person, persons.make("of somebody else"))

    assert ask_person() == ask_person() == found("antwoord")
    assert source.asked == 2


def test_after_a_change_of_the_data_key_all_is_fetched_anew(
    ask_person: Callable[..., Outcome[Any]], source: Source, zonnedam: TenantRef
) -> None:
    source.outcomes = [found("oud"), found("nieuw")]
    ask_person()
    with outside():
        stored.make_next(Tenant.objects.get(uuid=zonnedam.uuid))

    assert ask_person() == ask_person() == found("nieuw")
    assert source.asked == 2


def test_a_wrapped_key_is_bound_to_its_person() -> None:
    from tenants.errors import DecryptionError

    wrapped = persons.make("een")

    with pytest.raises(DecryptionError):
        persons.seal("tekst", place="plek", wrapped=wrapped, person="ander")

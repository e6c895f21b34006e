"""What somebody wants to hear of (P-059)."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings

from portal.accounts.models import Preferences, User
from portal.profile.models import ProfileSettings
from tests.portal import citizens
from tests.portal.profile.people import HOST, Somebody

pytestmark = pytest.mark.covers("P-059")
PAGE = f"{HOST}voorkeuren/"
told: list[frozenset[str]] = []


def note(user: User, names: frozenset[str]) -> None:
    """Stand in for who passes a choice on to the customer register."""
    told.append(names)


@pytest.fixture(autouse=True)
def _topics(settings: Settings) -> None:
    settings.PROFILE_TOPICS = {
        "cases": ("zaken", "products:index"),
        "messages": ("berichten", "products:index"),
        "plans": ("samenwerken", "nowhere:page"),
    }


def chosen(somebody: Somebody) -> tuple[bool, bool, bool, str]:
    row = Preferences.objects.get(user=somebody.user)
    return row.cases, row.messages, row.plans, row.channel


def test_what_is_unticked_is_heard_of_no_more_and_what_was_not_offered_stays(fatima: Somebody) -> None:
    assert fatima.client.post(PAGE, {"topics": ["cases"]}).url == HOST  # type: ignore[attr-defined]

    assert chosen(fatima) == (True, False, True, "digital_and_post")


def test_what_is_not_published_is_neither_offered_nor_taken(fatima: Somebody) -> None:
    assert 'value="plans"' not in fatima.client.get(PAGE).content.decode()

    assert fatima.client.post(PAGE, {"topics": ["plans"]}).status_code == 422
    assert chosen(fatima) == (True, True, True, "digital_and_post")


def test_what_the_municipality_switched_off_is_not_offered(fatima: Somebody) -> None:
    ProfileSettings.objects.create(notify_messages=False)

    assert 'value="messages"' not in fatima.client.get(PAGE).content.decode()


def test_a_company_hears_nothing_of_cases_here(person: Callable[..., Somebody]) -> None:
    html = person(citizens.employee(), branch="").client.get(PAGE).content.decode()

    assert 'value="messages"' in html
    assert 'value="cases"' not in html


def test_where_there_is_nothing_to_hear_of_it_leads_to_the_hub(fatima: Somebody, settings: Settings) -> None:
    settings.PROFILE_TOPICS = {}

    response: Any = fatima.client.get(PAGE)
    assert response.url == HOST


def test_the_channel_is_chosen_where_the_municipality_leaves_it_to_people(fatima: Somebody) -> None:
    assert 'name="channel"' not in fatima.client.get(PAGE).content.decode()
    ProfileSettings.objects.create(channel_choice=True)

    assert fatima.client.post(PAGE, {"topics": ["cases"], "channel": "digital_only"}).status_code == 302

    assert chosen(fatima)[3] == "digital_only"


def test_who_passes_it_on_is_told_what_differs_and_nothing_when_nothing_does(
    fatima: Somebody, settings: Settings
) -> None:
    settings.PREFERENCES_CHANGED = [f"{__name__}.note"]
    told.clear()

    fatima.client.post(PAGE, {"topics": ["cases"]})
    fatima.client.post(PAGE, {"topics": ["cases"]})

    assert told == [frozenset({"messages"})]

"""Each of the seven outcomes has a face of its own, in plain words, with what can be done about it (M-03, M-17)."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome, failed, found, not_found
from tests.themes import preview

VALUE = [{"title": "Paspoort"}]
EACH: dict[str, Outcome[Any]] = {
    "ok": found(VALUE),
    "partial": found(VALUE, missing=3),
    "empty": found([]),
    "not found": not_found(),
    "forbidden": failed(Reason.REFUSED),
    "unavailable": failed(Reason.RESTING),
    "malformed": failed(Reason.MALFORMED),
}


def shown(outcome: Outcome[Any], template: str = "outcome", *, later_url: str = "", **context: Any) -> str:
    part = {
        "name": "cases",
        "title": "Uw zaken",
        "template": "themes/components/status.html",
        "outcome": outcome,
        "noun": "zaken",
        "empty": "U heeft geen zaken.",
        "retry_url": "/overzicht/",
        "later_url": later_url,
    }
    return render_to_string(f"themes/components/{template}.html", {"part": part, "text": "INHOUD", **context})


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@pytest.mark.covers("M-03", "architecture I3")
def test_no_two_outcomes_look_alike() -> None:
    assert set(EACH) == {kind.value for kind in Kind}
    assert len({shown(outcome) for outcome in EACH.values()}) == len(Kind)


@pytest.mark.covers("M-03")
@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (found(VALUE), "INHOUD"),
        (found(VALUE, missing=3), "Niet alles kon worden getoond (3 zaken)."),
        (found(VALUE, is_cut=True), "Er is meer dan wij tonen."),
        (found([]), "U heeft geen zaken."),
        (not_found(), "Wij kunnen dit niet vinden."),
        (failed(Reason.REFUSED), "Deze gegevens mogen wij nu niet tonen."),
        (failed(Reason.TOO_SLOW), "Het ophalen van deze gegevens duurde te lang."),
        (failed(Reason.RESTING), "Deze gegevens zijn nu niet beschikbaar."),
        (failed(Reason.MAINTENANCE), "Er wordt gewerkt aan het systeem."),
        (failed(Reason.SWITCHED_OFF), "De gemeente heeft dit onderdeel tijdelijk uitgezet."),
        (failed(Reason.MALFORMED), "Deze gegevens zijn nu niet te lezen."),
    ],
    ids=lambda each: each.kind.value if isinstance(each, Outcome) else None,
)
def test_each_says_in_plain_words_what_there_is(outcome: Outcome[Any], text: str) -> None:
    html = shown(outcome)

    assert text in words(html)
    assert ("INHOUD" in html) is (outcome.is_answered and outcome.kind is not Kind.EMPTY)


@pytest.mark.covers("M-03")
def test_down_never_looks_like_nothing_found() -> None:
    for reason in Reason:
        assert "U heeft geen zaken." not in shown(failed(reason))


@pytest.mark.covers("M-17")
@pytest.mark.parametrize("reason", list(Reason))
def test_trying_again_is_a_real_link_where_it_can_help(reason: Reason) -> None:
    html = shown(failed(reason))

    can_help = reason not in {Reason.REFUSED, Reason.SWITCHED_OFF}
    assert ('href="/overzicht/"' in html) is can_help


@pytest.mark.covers("M-17")
def test_what_is_late_can_be_loaded_without_javascript_and_has_no_spinner() -> None:
    html = shown(failed(Reason.TOO_SLOW), later_url="/later/cases/x/?poging=1")

    assert "Dit duurt langer dan normaal." in words(html)
    assert 'href="/overzicht/"' in html
    assert 'hx-get="/later/cases/x/?poging=1"' in html
    assert 'role="status"' in html
    assert "spinner" not in html
    assert "indicator" not in html


def test_only_what_is_late_asks_again() -> None:
    assert [name for name, outcome in EACH.items() if "hx-get" in shown(outcome)] == []


@pytest.mark.covers("M-19")
def test_the_age_of_a_copy_is_shown_as_a_clock_and_earlier_days_with_their_date() -> None:
    now = timezone.localtime().replace(hour=10, minute=42)
    today = Outcome(Kind.OK, VALUE, as_of=now.astimezone(UTC))
    earlier = Outcome(Kind.OK, VALUE, as_of=datetime(2026, 3, 3, 9, 5, tzinfo=UTC))

    assert "Deze gegevens zijn van 10.42 uur." in words(shown(today))
    assert "Deze gegevens zijn van 3 maart 2026, 10.05 uur." in words(shown(earlier))
    assert "Deze gegevens" not in shown(found(VALUE))


@pytest.mark.covers("M-17")
@pytest.mark.parametrize(
    ("outcome", "text"),
    [(found(VALUE), "Uw zaken: geladen."), (failed(Reason.TOO_SLOW), "Uw zaken: nu niet beschikbaar.")],
    ids=["there", "not there"],
)
def test_what_appears_later_is_announced_where_a_screen_reader_listens(
    outcome: Outcome[Any], text: str
) -> None:
    page, piece = shown(outcome), shown(outcome, "outcome_body", is_later=True)

    assert '<p class="ip-vh" role="status" id="bron-cases-melding"></p>' in page
    assert f'<p id="bron-cases-melding" hx-swap-oob="innerHTML">{text}</p>' in piece


def test_what_is_there_at_once_is_not_announced() -> None:
    assert "geladen" not in shown(found(VALUE))


def test_the_sample_page_has_all_seven() -> None:
    assert {part["outcome"]["kind"] for part in preview.outcomes()} == {kind.value for kind in Kind}

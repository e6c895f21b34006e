"""What stands around every page; seen on a page that does not exist, which needs nothing else."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tenants import directory
from tenants.entry import outside
from tenants.models import FeatureSwitch, Tenant
from tenants.types import Kind, State, TenantRef
from tests import states


def page(client: Client, path: str = "/nergens/") -> str:
    return client.get(path).content.decode()


def change(tenant: TenantRef, *, state: State = State.LIVE, **values: str) -> None:
    states.become(tenant, state)
    with outside():
        Tenant.objects.filter(uuid=tenant.uuid).update(**values)
    directory.forget()


def test_the_masthead_names_the_municipality_and_shows_its_theme(visitor: Client) -> None:
    html = page(visitor)

    assert '<span class="ip-brand__kind">Gemeente</span> <span class="ip-brand__name">Zonnedam</span>' in html
    assert re.search(r'<link rel="stylesheet" href="/thema/[0-9a-f]{12}\.css">', html)


@pytest.mark.attack("T09")
def test_each_municipality_is_shown_in_its_own_theme_whoever_was_shown_before(
    visitor: Client, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    stylesheet = re.compile(r"/thema/[0-9a-f]{12}\.css")
    first, other, again = (
        stylesheet.search(page(client)) for client in (visitor, client_of(waterrijk), visitor)
    )

    assert first
    assert other
    assert again
    assert first.group() != other.group()
    assert again.group() == first.group()


def test_the_footer_says_how_to_reach_the_municipality(visitor: Client) -> None:
    html = page(visitor)

    assert "<h2>Contact</h2>" in html
    assert 'href="tel:0880001001"' in html
    assert 'href="mailto:info@zonnedam.example"' in html
    assert "Maandag" in html
    assert "9.00 - 17.00 uur" in html


def test_the_footer_of_a_new_municipality_has_no_heading_without_anything_below_it(
    waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    html = page(client_of(waterrijk))

    assert "<h2>Over deze website</h2>" in html
    assert "<h2>Contact</h2>" not in html
    assert 'class="ip-contact"' not in html


@pytest.mark.covers("P-248")
def test_the_first_link_skips_to_the_content(visitor: Client) -> None:
    html = page(visitor)

    assert html.index('class="nl-skip-link" href="#inhoud"') < html.index("<header")
    assert '<main id="inhoud"' in html


def test_the_language_can_be_changed_without_script(visitor: Client) -> None:
    assert '<a href="/en/" lang="en" hreflang="en">' in page(visitor)
    assert '<a href="/" lang="nl" hreflang="nl">' in page(visitor, "/en/nowhere/")
    assert '<html lang="en">' in page(visitor, "/en/nowhere/")


@pytest.mark.covers("P-251")
def test_an_english_page_is_in_english_and_says_what_is_not(visitor: Client) -> None:
    html = page(visitor, "/en/nowhere/")

    assert "<title>This page does not exist - Municipality of Zonnedam</title>" in html
    assert '<span class="ip-brand__kind">Municipality of</span>' in html
    assert '<ul class="ip-hours" lang="nl">' in html
    assert "startpagina" not in html


def test_a_demonstration_says_so_and_keeps_search_engines_away(visitor: Client) -> None:
    html = page(visitor)

    assert "Dit is een demonstratie-omgeving." in html
    assert '<meta name="robots" content="noindex, nofollow">' in html


def test_a_trial_says_so(visitor: Client, zonnedam: TenantRef) -> None:
    change(zonnedam, state=State.TRIAL, kind=Kind.PRODUCTION.value)

    html = page(visitor)

    assert "Deze website is nog in opbouw." in html
    assert "noindex, nofollow" in html


def test_a_live_municipality_bears_no_mark(visitor: Client, zonnedam: TenantRef) -> None:
    change(zonnedam, kind=Kind.PRODUCTION.value)

    html = page(visitor)

    assert "ip-notice" not in html
    assert "noindex, nofollow" not in html


def test_search_is_offered_while_it_is_on(visitor: Client, zonnedam: TenantRef) -> None:
    assert 'action="/zoeken/"' in page(visitor)

    with outside():
        FeatureSwitch.objects.filter(feature="search").update(is_on=False)
    directory.forget()

    assert 'role="search"' not in page(visitor)


def test_visitors_are_not_offered_to_edit(visitor: Client) -> None:
    assert "Beheren" not in page(visitor)


def test_no_style_or_script_stands_in_the_page(visitor: Client) -> None:
    html = page(visitor)

    assert " style=" not in html
    assert "<style" not in html
    assert re.findall(r"<script(?![^>]* src=)", html) == []


@pytest.mark.attack("T09")
def test_nothing_of_another_municipality_is_in_the_page(
    visitor: Client, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    html = page(client_of(waterrijk))

    assert "Waterrijk" in html
    assert "Zonnedam" not in html
    assert "088 000 10 01" not in html

"""Somebody has their profile erased, by the page for that (P-061)."""

import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from portal.accounts.models import SignIn, User
from tenants.audit.models import AuditRecord
from tests.portal.holdings.reading import text_of, words

ERASE = "/mijn/bewaard/verwijderen/"

pytestmark = pytest.mark.covers("P-061")


def test_the_page_says_what_goes_and_what_stays(fatima: Client) -> None:
    page = text_of(fatima, ERASE)

    assert "Dit gaat weg" in page
    assert "Hoe wij u bereiken" in page
    assert "Dit blijft" in page
    assert "Uw zaken en andere registraties in de systemen van de gemeente." in page


def test_opening_the_page_erases_nothing(fatima: Client, account: User) -> None:
    fatima.get(ERASE)

    assert User.objects.filter(pk=account.pk).exists()


def test_who_is_not_sure_stays(fatima: Client, account: User) -> None:
    response = fatima.post(ERASE)

    assert "Kruis aan dat u het zeker weet." in words(response.content.decode())
    assert User.objects.filter(pk=account.pk).exists()


def test_who_is_sure_is_gone_and_signed_out(fatima: Client, account: User) -> None:
    response = fatima.post(ERASE, {"zeker": "on"})

    assert response["Location"] == "/mijn/bewaard/verwijderd/"
    assert response["Clear-Site-Data"]
    assert not User.objects.filter(pk=account.pk).exists()
    assert fatima.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert "Uw profiel is verwijderd" in text_of(fatima, "/mijn/bewaard/verwijderd/")
    assert fatima.get("/mijn/bewaard/").status_code == 302


def test_leaving_is_not_logged_by_number_or_address(fatima: Client, account: User) -> None:
    before = AuditRecord.objects.count()

    fatima.post(ERASE, {"zeker": "on"})

    new = AuditRecord.objects.order_by("pk")[before:]
    assert [(row.action, row.actor, row.target, row.origin) for row in new] == [
        ("accounts.erased", "", "", "")
    ]


def test_who_signed_in_long_ago_cannot_erase_by_a_form_that_stood_open(fatima: Client, account: User) -> None:
    SignIn.objects.update(at=timezone.now() - datetime.timedelta(minutes=6))

    response = fatima.post(ERASE, {"zeker": "on"})

    assert response.status_code == 302
    assert User.objects.filter(pk=account.pk).exists()


def test_a_form_of_another_site_erases_nobody(fatima: Client, account: User) -> None:
    careful = Client(enforce_csrf_checks=True, headers={"host": "zonnedam.localhost"})
    careful.cookies = fatima.cookies

    assert careful.post(ERASE, {"zeker": "on"}).status_code == 403
    assert User.objects.filter(pk=account.pk).exists()


def test_staff_is_told_why_not(administrator: Client, fatima: Client) -> None:
    from tests.portal import citizens

    user = User.objects.get(contact__email=citizens.EMAIL)
    User.objects.filter(pk=user.pk).update(is_staff=True)

    page = text_of(fatima, ERASE, status=403)

    assert "Dit profiel kunt u niet zelf verwijderen" in page
    assert fatima.post(ERASE, {"zeker": "on"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()

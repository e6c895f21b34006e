"""Municipalities write what mails say; a letter leaves whatever they wrote, in their house style."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.core import adjusting
from portal.core.mail import digest, letters, operations, wordings
from portal.core.mail.kinds import kinds
from portal.core.mail.models import MailTemplate
from portal.core.mail.types import MailKind, Placeholder, Wording
from portal.core.models import Adjustable, Adjustment, MailReports, OutboxMessage
from tenants.audit import Actor
from tenants.audit.models import AuditRecord
from tenants.configuration import queries as releases
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import staff
from tests.portal.letters import opened

KEY = "accounts.invitation"
LIST = "/beheer/mailteksten/"
EDIT = f"{LIST}{KEY}/nl/"
GIVEN = {"link": "https://zonnedam.example/x/", "days": 7}
BY = Actor("staff", "")
OWN = {
    "subject": "Welkom, {{ greeting }}",
    "body": "Fijn dat u er bent.\n\n[[Begin]]({{ link }})",
    "remarks": "",
}


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def administrator(zonnedam: TenantRef, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, zonnedam, ADMINISTRATOR)


def send(**more: Any) -> OutboxMessage:
    return operations.send(to="a@b.example", template="accounts/mail/invitation", context=GIVEN, **more)


def kind(**more: Any) -> MailKind:
    return MailKind("core", "test", "Test", "Nu.", "U", {"nl": Wording("a", "b")}, **more)


@pytest.mark.covers("P-199")
@pytest.mark.parametrize("key", [kind.key for kind in kinds])
def test_what_the_product_says_itself_can_be_used_in_each_language(key: str) -> None:
    found = kinds.get(key)

    assert set(found.texts) == {"nl", "en"}
    assert [letters.problems(found, said) for said in found.texts.values()] == [{}, {}]


@pytest.mark.covers("P-265")
def test_a_kind_that_demands_action_cannot_be_without_a_deadline() -> None:
    with pytest.raises(ValueError, match="deadline"):
        kind(demands_action=True)


@pytest.mark.covers("P-265")
def test_words_that_demand_action_and_tell_no_deadline_cannot_be_kept(inside: TenantRef) -> None:
    deadline = Placeholder("deadline", "Voor wanneer", "1 mei", is_deadline=True)
    demanding = kind(demands_action=True, placeholders=(deadline,))

    with pytest.raises(wordings.NotUsableError) as refused:
        wordings.keep(demanding, "nl", Wording("Doe iets", "Doe iets."), by=BY)
    wordings.keep(demanding, "nl", Wording("Doe iets", "Doe iets voor {{ deadline }}."), by=BY)

    assert list(refused.value.problems) == ["body"]
    assert MailTemplate.objects.get().body == "Doe iets voor {{ deadline }}."


@pytest.mark.covers("P-199")
def test_words_of_a_municipality_hold_until_they_are_taken_away(inside: TenantRef) -> None:
    wordings.keep(kinds.get(KEY), "nl", Wording(OWN["subject"], OWN["body"]), by=BY)
    own = send()
    wordings.reset(kinds.get(KEY), "nl", by=BY)
    default = send()

    assert (own.subject, default.subject) == (
        "Welkom, Hallo",
        "Beheer van de website van gemeente Zonnedam",
    )
    assert "Fijn dat u er bent.\n\nBegin:\nhttps://zonnedam.example/x/" in opened(own).text


@pytest.mark.covers("P-199")
@pytest.mark.attack("W08")
def test_words_that_cannot_be_used_never_stop_a_letter_and_are_pointed_out(
    administrator: Client, zonnedam: TenantRef
) -> None:
    with enter(zonnedam, urls=True):
        MailTemplate.objects.create(kind=KEY, language="nl", subject="x", body="{{ settings.SECRET_KEY }}")

        assert send().subject == "Beheer van de website van gemeente Zonnedam"
    assert "werkt niet" in administrator.get(LIST).content.decode()
    assert "Uw eigen tekst kan niet worden gebruikt" in administrator.get(EDIT).content.decode()


def test_a_letter_is_in_the_language_of_its_receiver(inside: TenantRef) -> None:
    english = opened(send(language="en"))

    assert "[[" not in english.text
    assert "Choose a password:\nhttps://zonnedam.example/x/" in english.text
    assert '<html lang="en">' in english.html


@pytest.mark.covers("P-203")
def test_links_lead_to_the_municipalitys_own_address(inside: TenantRef) -> None:
    wordings.keep(kinds.get(KEY), "nl", Wording("x", "[Meer](/meer/) {{ link }}"), by=BY)
    letter = opened(send())

    assert f"://{inside.primary_host}" in letter.text
    assert 'href="/' not in letter.html


@pytest.mark.covers("P-200")
def test_another_colour_of_the_button_is_in_the_next_letter(inside: TenantRef) -> None:
    before = adjusting.base_colours(inside)["btn-bg"]
    first = opened(send()).html
    Adjustable.objects.create(button=True)
    Adjustment.objects.create(btn_bg="#0b6b3a", btn_fg="#ffffff")
    second = opened(send()).html

    assert f"background-color:{before}" in first
    assert "background-color:#0b6b3a" in second
    assert "U kunt het niet beantwoorden" in second


@pytest.mark.covers("P-199")
def test_what_is_saved_is_a_release_stands_in_the_log_and_can_be_put_back(
    administrator: Client, zonnedam: TenantRef
) -> None:
    assert administrator.post(EDIT, OWN).status_code == 302

    assert len(releases.releases(zonnedam.uuid)) == 2
    with enter(zonnedam, urls=True):
        assert AuditRecord.objects.filter(action="mail.text_changed").count() == 1
    assert "aangepast" in administrator.get(LIST).content.decode()
    assert administrator.post(f"{EDIT}standaard/").status_code == 302
    assert "Dit is de standaardtekst." in administrator.get(EDIT).content.decode()


@pytest.mark.covers("P-199")
def test_what_is_wrong_stands_beside_its_field_and_is_not_kept(
    administrator: Client, zonnedam: TenantRef
) -> None:
    answer = administrator.post(EDIT, {**OWN, "body": "{{ lnk }}"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["body"][0] == (
        "De invulplek {{ lnk }} bestaat niet. Bedoelt u {{ link }}?"
    )
    with enter(zonnedam):
        assert not MailTemplate.objects.exists()


@pytest.mark.covers("P-199")
def test_an_example_shows_what_was_written_and_keeps_nothing(
    administrator: Client, zonnedam: TenantRef
) -> None:
    answer = administrator.post(f"{EDIT}voorbeeld/", {**OWN, "body": "Proef <b>x</b> {{ link }}"})

    assert "Proef &lt;b&gt;x&lt;/b&gt;" in answer.content.decode()
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'none'" in policy
    with enter(zonnedam):
        assert not MailTemplate.objects.exists()


@pytest.mark.covers("P-199")
def test_a_colleague_sends_the_letter_to_nobody_but_themselves(
    administrator: Client, zonnedam: TenantRef
) -> None:
    assert administrator.post(f"{EDIT}proef/", {"to": "x@y.example"}).status_code == 302

    with enter(zonnedam):
        assert [message.to for message in OutboxMessage.objects.all()] == ["noor@zonnedam.example"]


@pytest.mark.parametrize("path", ["", f"{KEY}/nl/", f"{KEY}/nl/voorbeeld/"])
def test_who_may_not_write_texts_does_not_see_these_pages(
    zonnedam: TenantRef, client_of: Callable[..., Client], path: str
) -> None:
    editor = staff.client_for(client_of, zonnedam, EDITOR)

    assert editor.get(LIST + path).status_code == 403
    assert client_of(zonnedam).get(LIST + path).status_code == 302


@pytest.mark.parametrize("path", ["x.y/nl/", f"{KEY}/fr/"])
def test_a_kind_or_language_that_is_not_there_is_not_found(administrator: Client, path: str) -> None:
    assert administrator.get(LIST + path).status_code == 404


@pytest.mark.covers("P-202")
def test_who_wants_it_hears_in_the_morning_that_mails_were_given_up(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    MailReports.objects.create(failed_to="a@zonnedam.example\nb@zonnedam.example")
    _give_up(send(), monkeypatch)

    digest.report("slot-1")

    told = OutboxMessage.objects.filter(subject__startswith="Niet alle e-mails")
    assert sorted(message.to for message in told) == ["a@zonnedam.example", "b@zonnedam.example"]
    assert "Aantal: 1" in opened(told[0]).text
    assert "a@b.example" not in opened(told[0]).text


@pytest.mark.covers("P-202")
@pytest.mark.parametrize("addresses", ["a@zonnedam.example", ""])
def test_without_failures_or_without_anybody_who_wants_it_nothing_is_sent(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch, addresses: str
) -> None:
    MailReports.objects.create(failed_to=addresses)
    message = send()
    if not addresses:
        _give_up(message, monkeypatch)

    digest.report("slot-1")

    assert OutboxMessage.objects.count() == 1


def _give_up(message: OutboxMessage, monkeypatch: pytest.MonkeyPatch) -> None:
    import smtplib

    from django.core.mail import EmailMultiAlternatives

    def refuse(*_args: Any, **_named: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"")})

    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", refuse)
        operations.deliver(message.uuid)


@pytest.mark.attack("W11")
def test_a_text_of_several_lines_makes_no_second_line_of_a_subject(inside: TenantRef) -> None:
    place = Placeholder("text", "", "x", is_long=True)
    kind = MailKind("core", "one", "", "", "", {"nl": Wording("Over {{ text }}", "{{ text }}")}, (place,))

    letter = letters.compose(kind, {"text": "iets\r\nBcc: a@b.example"})

    assert letter.subject == "Over iets Bcc: a@b.example"
    assert "iets\nBcc: a@b.example" in letter.text

"""The mailbox: mail arrives by real SMTP, and is shown without harm."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from integrations.sandbox.mailbox.messages import Message
from integrations.sandbox.mailbox.store import Mailbox
from integrations.sandbox.mailbox.views import routes
from integrations.sandbox.web import Application, Request, Response
from tests.integrations.conftest import Sandbox

LINK = "http://zonnedam.localhost:8000/beheer/uitnodiging/abc/?a=1&b=2"


def letter(to: str = "anna@zonnedam.example", subject: str = "Uitnodiging – welkom") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Zonnedam <post@mail.example>", to, subject
    message.set_content(f"Beste Zoë,\n\nKlik op {LINK}.\n\n<script>alert(1)</script>\n")
    return message


def send(sandbox: Sandbox, message: EmailMessage, *also: str) -> None:
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port, timeout=10) as server:
        server.send_message(message, to_addrs=[str(message["To"]), *also])


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path)


@pytest.fixture
def application(mailbox: Mailbox) -> Iterator[Application]:
    return Application(routes(mailbox), host="127.0.0.1")  # type: ignore[return-value]


def get(application: Application, path: str, query: str = "") -> Response:
    return application.answer(Request("GET", path, query, {"host": "127.0.0.1"}))


def test_mail_that_is_sent_by_smtp_arrives(sandbox: Sandbox) -> None:
    send(sandbox, letter("smtp@zonnedam.example"), "blind@zonnedam.example")

    (arrived,) = sandbox.post("smtp@zonnedam.example")
    assert arrived["subject"] == "Uitnodiging – welkom"
    assert arrived["to"] == ["smtp@zonnedam.example", "blind@zonnedam.example"]
    assert arrived["links"] == [LINK]
    assert "Beste Zoë" in arrived["text"]


def test_the_newest_message_is_first(sandbox: Sandbox) -> None:
    for subject in ("eerste", "tweede"):
        send(sandbox, letter("volgorde@zonnedam.example", subject))

    subjects = [message["subject"] for message in sandbox.post("volgorde@zonnedam.example")]
    assert subjects == ["tweede", "eerste"]
    assert sandbox.get("/mailbox/?to=volgorde@zonnedam.example").index("tweede") > 0


def test_the_list_shows_the_messages_to_one_person(application: Application, mailbox: Mailbox) -> None:
    mailbox.add(["anna@zonnedam.example"], letter(subject="voor Anna").as_bytes())
    mailbox.add(["bram@waterrijk.example"], letter(subject="voor Bram").as_bytes())

    page = get(application, "/mailbox/", "to=ANNA").content.decode()

    assert "voor Anna" in page
    assert "voor Bram" not in page
    assert "1 bericht<" in page


def test_an_empty_mailbox_says_so(application: Application) -> None:
    assert "Er is geen post." in get(application, "/mailbox/").content.decode()


def test_a_message_shows_its_text_with_links_and_without_scripts(
    application: Application, mailbox: Mailbox
) -> None:
    message = mailbox.add(["anna@zonnedam.example"], letter(subject="<b>vet</b>").as_bytes())

    page = get(application, f"/mailbox/{message.identity}/").content.decode()

    assert f'<a href="{LINK.replace("&", "&amp;")}" rel="noreferrer">' in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>vet" not in page
    assert "<iframe" not in page


def test_html_that_came_by_mail_is_shown_where_it_can_do_nothing(
    application: Application, mailbox: Mailbox
) -> None:
    message = letter()
    message.add_alternative("<p>Hallo</p><script>alert(1)</script>", subtype="html")
    kept = mailbox.add(["anna@zonnedam.example"], message.as_bytes())

    page = get(application, f"/mailbox/{kept.identity}/").content.decode()
    shown = get(application, f"/mailbox/{kept.identity}/html")

    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page
    assert shown.headers["Content-Security-Policy"].startswith("sandbox allow-popups ")
    assert "script-src" not in shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]


def test_a_message_that_is_gone_is_not_found(application: Application) -> None:
    assert get(application, "/mailbox/20260101-abc/").status == 404


def test_mail_outlives_the_process(mailbox: Mailbox, tmp_path: Path) -> None:
    kept = mailbox.add(["anna@zonnedam.example"], letter().as_bytes())

    assert Mailbox(tmp_path).newest() == [kept]


def test_a_file_that_was_not_finished_is_passed_over(mailbox: Mailbox, tmp_path: Path) -> None:
    kept = mailbox.add(["anna@zonnedam.example"], letter().as_bytes())
    (tmp_path / "mail" / "20990101-half.mail").write_bytes(b'{"received_at": "2099')
    (tmp_path / "mail" / "20990102-other.mail").write_bytes(b"[]\n")

    assert Mailbox(tmp_path).newest() == [kept]


def test_only_the_owner_can_read_the_mail(mailbox: Mailbox, tmp_path: Path) -> None:
    mailbox.add(["anna@zonnedam.example"], letter().as_bytes())

    assert (tmp_path / "mail").stat().st_mode & 0o077 == 0
    assert [file.stat().st_mode & 0o077 for file in (tmp_path / "mail").iterdir()] == [0]


def test_the_oldest_message_makes_way(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path, most=2)
    for number in range(3):
        mailbox.add(["anna@zonnedam.example"], letter(subject=f"nummer {number}").as_bytes())

    assert [message.subject for message in mailbox.newest()] == ["nummer 2", "nummer 1"]
    assert len(list((tmp_path / "mail").iterdir())) == 2


def test_html_alone_is_read_without_its_tags(mailbox: Mailbox) -> None:
    message = EmailMessage()
    message.set_content("<style>p{}</style><p>Hallo &amp; welkom</p>", subtype="html")

    assert mailbox.add(["a@b.example"], message.as_bytes()).text == "Hallo & welkom"


def test_an_attachment_is_named(application: Application, mailbox: Mailbox) -> None:
    message = letter()
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="besluit.pdf")
    kept = mailbox.add(["a@b.example"], message.as_bytes())

    assert "besluit.pdf" in get(application, f"/mailbox/{kept.identity}/").content.decode()


@pytest.mark.parametrize(
    "content",
    [b"", b"geen kop", b"Content-Type: text/plain; charset=verzonnen\n\nHallo", b"Subject: \xff\n\n\xff"],
)
def test_any_message_can_be_shown(content: bytes, application: Application, mailbox: Mailbox) -> None:
    kept: Message = mailbox.add(["a@b.example"], content)

    assert get(application, f"/mailbox/{kept.identity}/").status == 200
    assert get(application, "/mailbox.json").status == 200

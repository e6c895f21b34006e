"""The DNS is asked over a real socket, and answers in time or not at all (requirement C-032)."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from integrations.dns import queries
from integrations.errors import Reason, UnavailableError

pytestmark = pytest.mark.covers("C-032")
NAME = "_inwonerplein.mijn.zonnedam.nl"
RECORDS = {
    f"{NAME}.": ["TXT", '"afc0"', '"een " "tekst"', '"caf\\195\\169"'],
    "_inwonerplein.alias.nl.": ["CNAME", f"{NAME}."],
    "_inwonerplein.leeg.nl.": [],
}


def answer(question: dns.message.Message) -> dns.message.Message | None:
    """Answer as a resolver does; nothing at all to who asks for silence."""
    reply = dns.message.make_response(question)
    reply.flags |= dns.flags.RA
    name = question.question[0].name.to_text().lower()
    if "stil" in name:
        return None
    if "kapot" in name:
        reply.set_rcode(dns.rcode.SERVFAIL)
    elif name not in RECORDS:
        reply.set_rcode(dns.rcode.NXDOMAIN)
    while RECORDS.get(name):
        kind, *texts = RECORDS[name]
        reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *texts))
        name = texts[0] if kind == "CNAME" else ""
    return reply


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A name server on the loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                data, sender = listening.recvfrom(4096)
                if data == b"stop":
                    return
                reply = answer(dns.message.from_wire(data))
                if reply is not None:
                    listening.sendto(reply.to_wire(), sender)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        listening.sendto(b"stop", listening.getsockname())
        thread.join()


@pytest.fixture(autouse=True)
def _asked(server: str, settings: Any) -> None:
    settings.DNS_SERVERS = [server]


def test_each_text_comes_in_one_piece_and_strange_letters_not_at_all() -> None:
    assert sorted(queries.texts(NAME, timeout=5)) == ["afc0", "een tekst"]


def test_a_name_that_points_to_another_is_followed() -> None:
    assert "afc0" in queries.texts("_inwonerplein.alias.nl", timeout=5)


@pytest.mark.parametrize("name", ["_inwonerplein.leeg.nl", "_inwonerplein.nergens.nl"])
def test_nothing_there_is_an_answer(name: str) -> None:
    assert queries.texts(name, timeout=5) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [("stil.nl", Reason.TOO_SLOW), ("kapot.nl", None), ("x" * 80 + ".nl", Reason.BROKEN_OFF)],
)
def test_no_usable_answer_is_no_answer(name: str, reason: Reason | None) -> None:
    with pytest.raises(UnavailableError) as error:
        queries.texts(name, timeout=0.5)

    assert reason in {None, error.value.reason}


def test_without_servers_of_its_own_the_systems_are_asked(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DNS_SERVERS = []
    monkeypatch.setattr(
        "dns.resolver.Resolver.resolve", lambda self, *args, **options: self.nameservers and []
    )

    assert queries.texts(NAME, timeout=1) == []


def test_an_address_alone_is_asked_at_the_usual_port() -> None:
    assert queries._server("2001:db8::1").port == 53
    assert queries._server("192.0.2.1").address == "192.0.2.1"

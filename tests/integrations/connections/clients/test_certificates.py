"""Whom a client trusts, and how it shows who it is (I-003, fault F15)."""

import ssl
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integrations.connections import clients
from integrations.connections.types import Certificate
from integrations.errors import Reason, UnavailableError
from integrations.http import Identity, tls
from tests.integrations.certificates import Authority, Pair, server_context
from tests.integrations.talking import Talker

type Open = Callable[..., clients.Client]
NAME = "zaken.example"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def secured(serve: Any, names: Any, authority: Authority, tmp_path: Path) -> Callable[..., Talker]:
    """Start a server with a certificate."""
    names[NAME] = [["127.0.0.1"]]

    def start(pair: Pair | None = None, clients_of: Authority | None = None) -> Talker:
        context = server_context(pair or authority.issue(NAME), tmp_path, clients_of=clients_of)
        found: Talker = serve(name=NAME, tls=context)
        return found

    return start


def reason_of(client: clients.Client) -> Reason:
    with pytest.raises(UnavailableError) as raised:
        client.get("zaken")
    return raised.value.reason


def own(pair: Pair) -> Certificate:
    return Certificate(pair.chain, pair.key)


@pytest.mark.covers("I-003")
def test_an_authority_of_the_municipality_is_trusted_for_its_connection(
    secured: Any, open_to: Open, authority: Authority
) -> None:
    server = secured()
    client = open_to(server, trusted=authority.pem)

    for _ in range(3):
        assert client.get("zaken").status_code == 200
    assert server.connections == 1


@pytest.mark.fault("F15")
def test_an_unknown_authority_is_refused(secured: Any, open_to: Open) -> None:
    server = secured()

    assert reason_of(open_to(server)) is Reason.NOT_SECURE
    assert reason_of(open_to(server, trusted=Authority("Een andere").pem)) is Reason.NOT_SECURE
    assert server.asked == []


@pytest.mark.fault("F15")
@pytest.mark.parametrize(("name", "days"), [("ander.example", 30), (NAME, -1)], ids=["wrong host", "expired"])
def test_a_certificate_of_another_or_of_the_past_is_refused(
    name: str, days: int, secured: Any, open_to: Open, authority: Authority
) -> None:
    server = secured(authority.issue(name, days=days))

    assert reason_of(open_to(server, trusted=authority.pem)) is Reason.NOT_SECURE
    assert server.asked == []


@pytest.mark.fault("F15")
def test_nobody_can_switch_the_check_off(secured: Any, open_to: Open) -> None:
    client = open_to(secured())
    client.verify = False

    assert reason_of(client) is Reason.NOT_SECURE


@pytest.mark.covers("I-003")
def test_a_client_shows_its_own_certificate(secured: Any, open_to: Open, authority: Authority) -> None:
    server = secured(clients_of=authority)
    ours = own(authority.issue("zonnedam"))

    assert open_to(server, trusted=authority.pem, certificate=ours).get("zaken").status_code == 200


@pytest.mark.fault("F15")
def test_a_client_without_or_with_anothers_certificate_is_not_let_in(
    secured: Any, open_to: Open, authority: Authority
) -> None:
    """In TLS 1.3 the other side says so only after the call was sent, or hangs up."""
    server = secured(clients_of=authority)
    of_another = own(Authority("Een andere").issue("zonnedam"))

    for certificate in (None, of_another):
        client = open_to(server, trusted=authority.pem, certificate=certificate)
        assert reason_of(client) in {Reason.NOT_SECURE, Reason.BROKEN_OFF}
    assert server.asked == []


@pytest.mark.fault("F15")
def test_a_certificate_of_ours_that_expired_is_not_shown(
    secured: Any, open_to: Open, authority: Authority
) -> None:
    server = secured()
    expired = own(authority.issue("zonnedam", days=-1))

    assert reason_of(open_to(server, trusted=authority.pem, certificate=expired)) is Reason.NOT_SECURE
    assert server.connections == 0


@pytest.mark.parametrize("part", ["chain", "key", "trusted"])
def test_what_is_no_certificate_is_told_without_quoting_it(part: str, authority: Authority) -> None:
    pair = authority.issue("zonnedam")
    parts = {"chain": pair.chain, "key": pair.key, "trusted": authority.pem, part: "zeer geheim"}

    with pytest.raises(UnavailableError, match="secret unreadable") as raised:
        tls.context(Identity(**parts))

    assert raised.value.__suppress_context__


def test_a_key_of_another_certificate_is_unreadable(authority: Authority) -> None:
    one, other = authority.issue("zonnedam"), authority.issue("waterrijk")

    with pytest.raises(UnavailableError, match="secret unreadable"):
        tls.context(Identity(one.chain, other.key))


@pytest.mark.attack("W24")
def test_the_key_never_lies_readable_on_disk(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenSSL wants a file: while it is there it is locked, and afterwards it is gone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pair = authority.issue("zonnedam")
    seen: list[tuple[str, int]] = []
    load = ssl.SSLContext.load_cert_chain

    def looking(self: ssl.SSLContext, certfile: Path, *args: Any, **kwargs: Any) -> None:
        seen.append((certfile.read_text(), certfile.stat().st_mode & 0o777))
        load(self, certfile, *args, **kwargs)

    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", looking)
    tls.context(Identity(pair.chain, pair.key))

    ((text, mode),) = seen
    assert "BEGIN ENCRYPTED PRIVATE KEY" in text
    assert pair.key.splitlines()[1] not in text
    assert mode == 0o600
    assert list(tmp_path.iterdir()) == []


def test_two_identities_share_no_connection(secured: Any, open_to: Open, authority: Authority) -> None:
    server = secured(clients_of=authority)

    for name in ("oud", "nieuw"):
        ours = own(authority.issue(name))
        open_to(server, trusted=authority.pem, certificate=ours).get("zaken")

    assert server.connections == 2

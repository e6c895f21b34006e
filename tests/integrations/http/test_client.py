"""One call: its deadline, its limits, and what it does not tell."""

import datetime
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import structlog
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from integrations import http as outgoing
from integrations.errors import Reason, UnavailableError
from integrations.http import names
from integrations.http.deadline import Deadline
from integrations.http.reach import Reach

type Listen = Callable[..., Any]
ANYWHERE = Reach("anywhere", lambda place: True, lambda address: True)
TOKEN = "zeer-geheime-sleutel-4711"


def call(url: str, **options: Any) -> outgoing.Answer:
    return outgoing.call(outgoing.Call(url=url, reach=ANYWHERE, **{"timeout": 5, **options}))


def trouble(url: str, **options: Any) -> Reason:
    with pytest.raises(UnavailableError) as raised:
        call(url, **options)
    return raised.value.reason


def test_the_request_arrives_as_it_was_meant(listen: Listen) -> None:
    server = listen()

    call(f"{server.url}/pad?vraag=1", method="POST", headers={"X-Eigen": "ja"}, content=b"inhoud")

    request = server.visits[0].decode()
    assert request.startswith("POST /pad?vraag=1 HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{server.port}\r\n" in request
    assert "X-Eigen: ja\r\n" in request
    assert "User-Agent: Inwonerplein\r\n" in request
    assert "Accept-Encoding: identity\r\n" in request


def test_a_header_that_is_given_replaces_ours(listen: Listen) -> None:
    server = listen()

    call(server.url, headers={"host": "zonnedam.localhost"})

    assert server.visits[0].lower().count(b"host:") == 1
    assert b"host: zonnedam.localhost" in server.visits[0].lower()


def test_any_status_is_an_answer(listen: Listen) -> None:
    server = listen(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 3\r\n\r\nweg")

    answer = call(server.url)

    assert (answer.status, answer.body) == (503, b"weg")


def drip(connection: socket.socket, stopping: threading.Event) -> None:
    """Answer, but one byte every few milliseconds, for two seconds in all."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
    for _ in range(100):
        if stopping.wait(0.02):
            return
        connection.sendall(b".")


@pytest.mark.fault("F04")
def test_an_answer_that_drips_in_ends_at_the_deadline(listen: Listen) -> None:
    """Each byte comes well in time; only the deadline of the whole call ends it."""
    assert trouble(listen(drip).url, timeout=0.4) is Reason.TOO_SLOW


def test_the_same_dripping_answer_is_complete_when_there_is_time(listen: Listen) -> None:
    assert call(listen(drip).url, timeout=30).body == b"." * 100


@pytest.mark.parametrize("has_own", [True, False], ids=["of its own", "none"])
def test_the_body_of_a_stream_may_have_a_deadline_of_its_own(has_own: bool, listen: Listen) -> None:
    go_on, head = threading.Event(), Deadline(30)
    whole = Deadline(30) if has_own else None

    def say(connection: socket.socket, stopping: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
        go_on.wait(10)
        connection.sendall(b"ok")

    request = outgoing.Call(url=listen(say).url, reach=ANYWHERE, deadline=head)
    with outgoing.stream(request, whole=whole) as arriving:
        head._end = 0  # the time for the head is over
        go_on.set()
        if whole:
            assert b"".join(arriving.pieces()) == b"ok"
        else:
            with pytest.raises(UnavailableError, match="too slow"):
                list(arriving.pieces())


@pytest.mark.fault("F03")
def test_a_server_that_hangs_is_too_slow(listen: Listen) -> None:
    assert trouble(listen(lambda connection, stopping: stopping.wait(10)).url, timeout=0.3) is Reason.TOO_SLOW


@pytest.mark.fault("F02")
def test_a_name_server_that_hangs_is_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: release.wait(10) and [])

    assert trouble("http://traag.example/", timeout=0.2) is Reason.TOO_SLOW
    release.set()


def test_no_time_left_is_too_slow_before_anything_is_asked() -> None:
    with pytest.raises(UnavailableError, match="too slow"):
        names.resolve("127.0.0.1", 80, Deadline(0))


@pytest.mark.fault("F01")
def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert trouble(f"http://127.0.0.1:{unused.getsockname()[1]}/") is Reason.NOBODY_LISTENS


def test_the_next_address_of_a_name_is_tried(names: Any, listen: Listen) -> None:
    server = listen()
    names["twee.example"] = [["127.0.0.3", "127.0.0.1"]]

    assert call(f"http://twee.example:{server.port}/").body == b"ok"


@pytest.mark.fault("F02")
def test_an_unknown_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: Any, **kwargs: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert trouble("http://bestaat-niet.example/") is Reason.NAME_UNKNOWN


def test_a_label_that_is_too_long_is_an_unknown_name() -> None:
    assert trouble(f"http://{'a' * 70}.example/") is Reason.NAME_UNKNOWN


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_not_http_is_malformed(answer: bytes, listen: Listen) -> None:
    assert trouble(listen(answer).url) is Reason.MALFORMED


@pytest.mark.fault("F11")
def test_an_answer_that_ends_halfway_is_malformed(listen: Listen) -> None:
    assert trouble(listen(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf").url) is Reason.MALFORMED


@pytest.mark.fault("F13")
def test_an_endless_answer_stops_at_the_limit(listen: Listen) -> None:
    def endless(connection: socket.socket, stopping: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while not stopping.is_set():
            connection.sendall(b"x" * 10_000)

    assert trouble(listen(endless).url, largest_answer=50_000) is Reason.TOO_LARGE


@pytest.mark.fault("F13")
def test_a_packed_answer_is_refused_as_it_was_not_asked_for(listen: Listen) -> None:
    packed = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx"

    assert trouble(listen(packed).url) is Reason.MALFORMED


@pytest.mark.fault("F11")
def test_a_connection_that_is_reset_is_told(listen: Listen) -> None:
    def reset(connection: socket.socket, stopping: threading.Event) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        connection.close()

    assert trouble(listen(reset).url) is Reason.BROKEN_OFF


@pytest.mark.attack("W01")
def test_a_header_cannot_smuggle_another_one_in(listen: Listen) -> None:
    server = listen()

    with pytest.raises(ValueError, match="does not allow") as raised:
        call(server.url, headers={"X-Eigen": f"{TOKEN}\r\nX-Ander: 1"})

    assert TOKEN not in str(raised.value)
    assert b"".join(server.visits) == b""


@pytest.mark.attack("W24")
def test_neither_call_nor_answer_nor_log_shows_what_was_carried(listen: Listen) -> None:
    server = listen(f"HTTP/1.1 200 OK\r\nX-Geheim: {TOKEN}\r\nContent-Length: 24\r\n\r\n{TOKEN}".encode())
    request = outgoing.Call(
        url=f"{server.url}/pad?sleutel={TOKEN}",
        reach=ANYWHERE,
        headers={"Authorization": f"Bearer {TOKEN}"},
        content=TOKEN.encode(),
    )

    with structlog.testing.capture_logs() as logs:
        answer = outgoing.call(request)

    assert TOKEN in server.visits[0].decode()
    assert TOKEN not in f"{request!r} {answer!r} {logs}"
    assert [(line["event"], line["path"], line["outcome"]) for line in logs] == [
        ("http.called", "/pad", "200")
    ]


def test_a_call_that_fails_is_logged_with_its_reason() -> None:
    with structlog.testing.capture_logs() as logs:
        trouble("gopher://127.0.0.1/")

    assert [line["outcome"] for line in logs] == ["address refused"]


def test_an_answer_that_is_not_json_is_malformed(listen: Listen) -> None:
    answer = call(listen().url)

    with pytest.raises(UnavailableError, match="malformed"):
        answer.json()


def test_json_that_is_too_deep_is_malformed() -> None:
    with pytest.raises(UnavailableError, match="malformed"):
        outgoing.Answer(200, {}, b"[" * 100_000).json()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for zaken.example that nobody but the test trusts, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "zaken.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("zaken.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    plain = serialization.NoEncryption()
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return file


@pytest.fixture
def secured(certificate: Path, listen: Listen) -> Any:
    """A server with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return listen(tls=context)


@pytest.mark.fault("F15")
def test_a_certificate_that_nobody_vouches_for_is_refused(secured: Any) -> None:
    assert trouble(f"https://127.0.0.1:{secured.port}/") is Reason.NOT_SECURE
    assert secured.visits == []


@pytest.mark.fault("F15")
def test_the_certificate_must_be_of_the_name_not_of_the_address(
    secured: Any, certificate: Path, names: Any
) -> None:
    names["zaken.example"] = names["ander.example"] = [["127.0.0.1"]]
    trusting = outgoing.Identity(trusted=certificate.read_text())

    assert call(f"https://zaken.example:{secured.port}/", identity=trusting).body == b"ok"
    assert trouble(f"https://ander.example:{secured.port}/", identity=trusting) is Reason.NOT_SECURE

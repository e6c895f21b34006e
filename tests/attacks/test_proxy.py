"""The proxy that docs/proxy proposes: its configuration is sound, and what a visitor claims does not pass it."""

import datetime
import http.client
import http.server
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config.local import places
from tests.browser import web
from tests.faults import front

HOST = "zonnedam.localhost"
BURST, MOST = 200, 5_000
"""Requests at once that docs/proxy/connections.conf allows, and after how many at the latest it says no."""
CLAIMS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1", "X-Inwonerplein-Smoke": "ja"}


class Repeating(http.server.BaseHTTPRequestHandler):
    """A web process that answers with the head it got."""

    def answer(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(self.headers).encode())

    do_GET = do_TRACE = answer  # noqa: N815 - http.server's names

    def log_message(self, *_arguments: object) -> None:
        """Keep silent."""


@pytest.fixture(scope="module")
def repeating() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Repeating)
    thread = threading.Thread(target=server.serve_forever)  # noqa: TID251 - nothing of the product runs in it
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def proxy(repeating: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with front.standing(tmp_path_factory.mktemp("proxy"), repeating) as port:
        yield port


def claimed(port: int) -> dict[str, str]:
    """Ask with claims of all kinds; answers the head that a web process gets."""
    body = web.get(port, HOST, "/", **CLAIMS).body.decode()
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in body.splitlines())}


@pytest.mark.covers("V4.1.3")
def test_what_a_visitor_claims_of_himself_does_not_pass(proxy: int) -> None:
    got = claimed(proxy)

    assert got["host"] == f"{HOST}:{proxy}"
    assert got["x-forwarded-proto"] == "http"
    assert (
        got["x-forwarded-for"] == "192.0.2.1, 127.0.0.1"
    )  # TRUSTED_PROXIES says how many from the right count
    assert "x-inwonerplein-smoke" not in got


def test_without_the_proxy_it_would(repeating: int) -> None:
    got = claimed(repeating)

    assert {name: got[name.lower()] for name in CLAIMS} == CLAIMS


@pytest.mark.covers("V13.4.4")
@pytest.mark.parametrize(("through_proxy", "status"), [(True, 405), (False, 200)], ids=["with", "without"])
def test_the_proxy_refuses_to_repeat_a_request(
    through_proxy: bool, status: int, proxy: int, repeating: int
) -> None:
    """TRACE; the web process here would repeat it."""
    assert web.ask("TRACE", proxy if through_proxy else repeating, HOST, "/").status == status


@pytest.mark.covers("V2.4.1")
def test_who_asks_without_a_pause_is_told_to_wait_and_others_are_not(proxy: int) -> None:
    asked = range(MOST)

    refused_after = next((number for number in asked if visit(proxy, "127.7.0.1") == 429), MOST)

    assert BURST < refused_after < MOST
    assert visit(proxy, "127.7.0.2") == 200


def visit(port: int, address: str) -> int:
    """Ask from an address; answers the status."""
    visitor = http.client.HTTPConnection("127.0.0.1", port, 30, (address, 0))
    try:
        visitor.request("GET", "/", headers={"Host": HOST})
        return visitor.getresponse().status
    finally:
        visitor.close()


def test_the_whole_configuration_is_one_that_nginx_takes(tmp_path: Path) -> None:
    home = places.own_folder(tmp_path / "nginx")
    (home / "inwonerplein").symlink_to(front.PROPOSED)
    write_certificate(home)
    plain = front.free_port()
    text = (front.PROPOSED / "nginx.conf").read_text(encoding="utf-8")
    for there, here in {
        "user www-data;": "",
        "http {": f"http {{\n{front.TEMPORARY.format(home=home)}",
        "listen 80 ": f"listen 127.0.0.1:{plain} ",
        "listen 443 ": f"listen 127.0.0.1:{front.free_port(plain + 1)} ",
        "/run/nginx.pid": f"{home}/pid",
        "/var/log/nginx": str(home),
        "/etc/ssl/inwonerplein": str(home),
    }.items():
        assert there in text
        text = text.replace(there, here)
    (home / "nginx.conf").write_text(text, encoding="utf-8")

    words = [front.find(), "-t", "-p", home, "-e", home / "error.log", "-c", home / "nginx.conf"]
    answer = subprocess.run(words, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stderr
    assert "test is successful" in answer.stderr


def write_certificate(folder: Path) -> None:
    """Write a certificate that nobody trusts, where nginx looks for one."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "inwonerplein.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    lasting = made.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    certificate = lasting.sign(key, hashes.SHA256())
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )

"""The Caddy of the manual, as it stands there: valid, and it does what the manual says (C-032, BIO2 5.14.02)."""

import datetime
import http.client
import http.server
import os
import re
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from config.local import children, debian, ports, terminal
from tests.stack import until

pytestmark = pytest.mark.covers("C-032")
MANUAL = Path(__file__).parents[2] / "docs/operating.md"
NOT_RUN = "PROXY TESTS: NOT RUN. No Caddy was found, and none could be installed."
ACCEPTED, OWN, STRANGER, CONSOLE = (
    "mijn.zonnedam.nl",
    "mijn.waterrijk.nl",
    "mijn.elders.nl",
    "console.platform.example",
)


class Portal(http.server.BaseHTTPRequestHandler):
    """Answers as a web process does, and remembers what it was asked."""

    asked: ClassVar[list[tuple[str, dict[str, str], bytes]]] = []

    def do_GET(self) -> None:
        """Say yes to one certificate, and anything to everybody."""
        url = urlsplit(self.path)
        wanted = parse_qs(url.query).get("domain", [""])[0]
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) < length:  # it was broken off
            return
        self.asked.append((self.path, {name.lower(): text for name, text in self.headers.items()}, body))
        self.send_response(404 if url.path == "/certificate" and wanted != ACCEPTED else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET  # noqa: N815 - the parent's name for it

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name for it
        """Say nothing."""


@pytest.fixture(scope="module")
def caddy() -> Path:
    try:
        return debian.caddy()
    except terminal.Trouble:
        if os.environ.get("CI"):
            pytest.fail(NOT_RUN)
        print(f"\n{NOT_RUN}")
        pytest.skip(NOT_RUN)


@pytest.fixture(scope="module")
def portal() -> Iterator[int]:
    """Have a web process for all that the proxy passes on."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    thread = threading.Thread(target=server.serve_forever, args=(0.1,))  # noqa: TID251 - it has no tenant
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, portal: int) -> Path:
    """Write the manual's Caddyfile, with places and ports of the test's own and certificates of nobody."""
    home = tmp_path_factory.mktemp("caddy")
    (home / "platform").mkdir()
    (home / "certificates").mkdir()
    certificate, key = pair(CONSOLE)
    (home / "platform/console.pem").write_bytes(certificate)
    (home / "platform/console.key").write_bytes(key)
    (home / "certificates/waterrijk.pem").write_bytes(b"".join(pair(OWN)))
    taken: list[int] = []
    for purpose in ("http", "https"):
        taken.append(
            ports.choose(29_000 + os.getpid() % 1_000, purpose=purpose, taken=taken, say=lambda _text: None)
        )
    plain, secure = taken
    text = written()
    changes = {
        "admin unix//run/caddy/admin.sock": (
            "admin off\n\tlocal_certs\n\tskip_install_trust\n\tdefault_bind 127.0.0.1\n"
            f"\tstorage file_system {home}/kept\n"
            f"\thttp_port {plain}\n\thttps_port {secure}"
        ),
        "127.0.0.1:8000": f"127.0.0.1:{portal}",
        "127.0.0.1:8001": f"127.0.0.1:{portal}",
        "/etc/caddy/": f"{home}/",
    }
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    (home / "Caddyfile").write_text(text)
    (home / "ports").write_text(f"{plain} {secure}")
    return home


@pytest.fixture(scope="module")
def proxy(caddy: Path, folder: Path) -> Iterator[int]:
    """Run it; answers the port for TLS."""
    plain, secure = map(int, (folder / "ports").read_text().split())
    with (folder / "log").open("wb") as log:
        process = children.start(
            [str(caddy), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"],
            environment={
                **os.environ,
                "HOME": str(folder),
                "XDG_DATA_HOME": str(folder),
                "XDG_CONFIG_HOME": str(folder),
            },
            output=log,
            folder=folder,
        )
    try:
        until(lambda: listens(secure) and listens(plain), f"Caddy in {folder}")
        until(lambda: visit(secure, OWN)[0] == 200, "a web process that Caddy holds for sound")
        yield secure
    finally:
        process.terminate()
        process.wait(15)


@pytest.fixture
def asked() -> list[tuple[str, dict[str, str], bytes]]:
    """What the web process is asked during a test."""
    Portal.asked.clear()
    return Portal.asked


def written() -> str:
    (found,) = re.findall(r"```caddyfile\n(.*?)```", MANUAL.read_text(), re.DOTALL)
    return str(found)


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def pair(host: str) -> tuple[bytes, bytes]:
    """Make a certificate for a host, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    return certificate.public_bytes(serialization.Encoding.PEM), secret


def visit(
    port: int, server_name: str, method: str = "GET", path: str = "/", *, body: bytes = b"", **headers: str
) -> tuple[int, str]:
    """Ask over TLS for a page; answers the status and for whom the certificate is."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), 15) as raw:
        secured = context.wrap_socket(raw, server_hostname=server_name)
        certificate = x509.load_der_x509_certificate(secured.getpeercert(binary_form=True) or b"")
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        connection.sock = secured
        connection.request(method, path, body or None, {"Host": server_name, **headers})
        status = connection.getresponse().status
        secured.close()
    return status, names.get_values_for_type(x509.DNSName)[0]


def test_the_caddyfile_of_the_manual_is_valid(caddy: Path, folder: Path) -> None:
    done = subprocess.run(
        [caddy, "validate", "--adapter", "caddyfile", "--config", folder / "Caddyfile"],
        env={**os.environ, "HOME": str(folder)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, "Valid configuration" in done.stdout + done.stderr) == (0, True), done.stderr


def test_it_is_written_as_caddy_itself_would(caddy: Path) -> None:
    done = subprocess.run([caddy, "fmt", "-"], input=written(), capture_output=True, text=True, check=True)

    assert done.stdout == written()


@pytest.mark.parametrize("host", [ACCEPTED, OWN, CONSOLE])
def test_each_host_gets_its_own_certificate(proxy: int, host: str) -> None:
    assert visit(proxy, host) == (200, host)


def test_a_host_that_nobody_vouches_for_gets_no_certificate(
    proxy: int, asked: list[tuple[str, dict[str, str], bytes]]
) -> None:
    with pytest.raises(ssl.SSLError):
        visit(proxy, STRANGER)

    assert f"/certificate?domain={STRANGER}" in [path for path, _headers, _body in asked]


def test_for_a_host_with_a_certificate_of_its_own_nobody_is_asked(
    proxy: int, asked: list[tuple[str, dict[str, str], bytes]]
) -> None:
    visit(proxy, OWN)

    assert not [path for path, _headers, _body in asked if path.startswith("/certificate")]


def test_what_a_visitor_forges_does_not_arrive(
    proxy: int, asked: list[tuple[str, dict[str, str], bytes]]
) -> None:
    forged = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "http", "X-Inwonerplein-Smoke": "x"}

    visit(proxy, OWN, path="/onderwerpen/?q=1", **forged)

    (headers,) = [headers for path, headers, _body in asked if path == "/onderwerpen/?q=1"]
    assert headers["host"] == OWN
    assert (headers["x-forwarded-for"], headers["x-forwarded-proto"]) == ("127.0.0.1", "https")
    assert "x-inwonerplein-smoke" not in headers


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_internal_names_are_not_passed_on(
    proxy: int, host: str, asked: list[tuple[str, dict[str, str], bytes]]
) -> None:
    assert visit(proxy, OWN, path="/certificate?domain=x", Host=host)[0] in {404, 421}

    assert "/certificate?domain=x" not in [path for path, _headers, _body in asked]


def test_too_large_a_body_is_refused_and_a_usual_one_arrives_whole(
    proxy: int, asked: list[tuple[str, dict[str, str], bytes]]
) -> None:
    assert visit(proxy, OWN, "POST", "/klein", body=b"x" * 200_000)[0] == 200
    assert [len(body) for path, _headers, body in asked if path == "/klein"] == [200_000]

    try:
        status = visit(proxy, OWN, "POST", "/groot", body=b"x" * 11_000_000)[0]
    except OSError:  # it hangs up while we are still sending
        status = 413
    assert status in {413, 502}  # this Caddy says the one, newer ones the other
    assert "/groot" not in [path for path, _headers, _body in asked]


def test_http_leads_to_https(proxy: int, folder: Path) -> None:
    plain = int((folder / "ports").read_text().split()[0])
    connection = http.client.HTTPConnection("127.0.0.1", plain, timeout=15)
    connection.request("GET", "/onderwerpen/", headers={"Host": OWN})
    answer = connection.getresponse()

    assert answer.status == 308
    assert (answer.getheader("Location") or "").startswith(f"https://{OWN}")
    connection.close()

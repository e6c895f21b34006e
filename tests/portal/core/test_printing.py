"""A page as a tagged PDF, drawn by a process that knows nothing and reaches nobody (P-253)."""

import http.server
import re
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.core.printing import operations
from portal.core.printing.operations import NotDrawnError

PAGE = """<!doctype html><html lang="nl"><head><title>Paspoort aanvragen</title>
<link rel="stylesheet" href="/a.css"></head><body><main><h1>Paspoort</h1><ul><li><a href="/balie/">een</a></li></ul>
<table><tr><th scope="col">a</th></tr><tr><td>b</td></tr></table></main></body></html>"""
NOTHING = "/bin/true"


def draw(html: str, files: operations.Files | None = None) -> bytes:
    return operations.draw(html, files or {}, base="https://zonnedam.example/")


def inside(pdf: bytes) -> bytes:
    """Unpack all that is packed in a PDF."""
    parts = [pdf]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            parts.append(packed)
    return b"\n".join(parts)


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Answer on loopback, and remember who asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: object) -> None: ...

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()  # noqa: TID251 - of no tenant
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def hostile(address: str, secret: Path) -> str:
    return f"""<!doctype html><html lang="nl"><head><title>x</title><base href="{address}/base/">
<link rel="stylesheet" href="{address}/link.css"><link rel="attachment" href="file://{secret}">
<style>@import "{address}/import.css"; @font-face {{font-family:x;src:url({address}/font)}}
p {{font-family:x;background:url({address}/background);content:url(file://{secret})}}</style></head><body><p>Tekst</p>
<img src="{address}/img"><img src="file://{secret}"><img src="../../..{secret}"><img src="relative.png">
<object data="{address}/object"></object><embed src="file://{secret}"><iframe src="{address}/frame"></iframe>
<img srcset="{address}/set 2x"><img src="ftp://127.0.0.1/a"><img src="data:image/svg+xml,&lt;svg
xmlns='http://www.w3.org/2000/svg'&gt;&lt;image href='{address}/inner'/&gt;&lt;/svg&gt;">
<a rel="attachment" href="file://{secret}">a</a><script src="{address}/script"></script></body></html>"""


@pytest.mark.long
@pytest.mark.covers("P-253")
def test_a_pdf_is_tagged_and_says_its_title_and_language() -> None:
    made = inside(draw(PAGE, {"/a.css": (b"h1{color:#123456}", "text/css")}))

    assert b"/StructTreeRoot" in made
    assert re.search(rb"/Marked\s+true", made)
    assert re.search(rb"/Lang\s*\(nl\)", made)
    assert b"pdfuaid:part" in made
    assert b"Paspoort aanvragen" in made
    assert b"(https://zonnedam.example/balie/)" in made
    for tag in (b"/H1", b"/LI", b"/TH", b"/Table"):
        assert tag in made
    assert b"0.070588" in made, "the colour of the stylesheet that came with the page"


@pytest.mark.long
@pytest.mark.attack("W04", "W07", "W21")
def test_what_a_page_refers_to_and_did_not_come_with_it_is_neither_fetched_nor_read(
    tmp_path: Path, elsewhere: tuple[str, list[str]]
) -> None:
    address, asked = elsewhere
    secret = tmp_path / "secret.txt"
    secret.write_text("KANARIE-GEHEIM" * 20)

    made = inside(draw(hostile(address, secret)))

    assert made.startswith(b"%PDF-")
    assert b"KANARIE-GEHEIM" not in made
    assert asked == []


@pytest.mark.long
@pytest.mark.attack("W21")
def test_without_the_walls_it_would_be_fetched_and_read(
    tmp_path: Path, elsewhere: tuple[str, list[str]]
) -> None:
    """The negative control: the library by itself."""
    address, asked = elsewhere
    secret = tmp_path / "secret.txt"
    secret.write_text("KANARIE-GEHEIM" * 20)
    program = "import sys, weasyprint; sys.stdout.buffer.write(weasyprint.HTML(string=sys.stdin.read()).write_pdf())"

    done = subprocess.run(
        [sys.executable, "-c", program],
        input=hostile(address, secret).encode(),
        capture_output=True,
        check=True,
    )

    assert {"/link.css", "/img"} <= set(asked)
    assert b"KANARIE-GEHEIM" in inside(done.stdout)


@pytest.mark.long
def test_the_drawing_process_gets_nothing_of_our_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spy = tmp_path / "engine.py"
    spy.write_text("import os, sys; sys.stdout.write('%PDF-' + ' '.join(os.environ))")
    monkeypatch.setattr(operations, "ENGINE", spy)

    found = set(draw("").decode().removeprefix("%PDF-").split())

    assert found <= {"LANG", "HOME", "XDG_CACHE_HOME", "LC_CTYPE"}


@pytest.mark.attack("W12")
@pytest.mark.parametrize(
    "program",
    ["raise SystemExit(1)", "print('no pdf')", "import time; time.sleep(60)", "print('%PDF-' + 'x' * 200)"],
)
def test_what_fails_takes_too_long_or_grows_too_large_is_no_pdf(
    program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    engine = tmp_path / "engine.py"
    engine.write_text(program)
    monkeypatch.setattr(operations, "ENGINE", engine)
    monkeypatch.setattr(operations, "MOST_SECONDS", 1)
    monkeypatch.setattr(operations, "MOST_PDF", 100)

    with pytest.raises(NotDrawnError):
        draw("")
    engine.write_text("print('%PDF-')")
    assert draw("") == b"%PDF-\n", "the negative control"


def test_one_is_drawn_at_a_time_and_nothing_of_any_length() -> None:
    with operations._places, pytest.raises(NotDrawnError, match="busy"):
        draw("")
    with pytest.raises(NotDrawnError, match="too large"):
        draw("x" * (operations.MOST_HTML + 1))

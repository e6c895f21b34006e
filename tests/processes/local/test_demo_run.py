"""The demo from its first start to its end, with stand-ins for the product's processes."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.local import children, places

HOST = """
import sys
from pathlib import Path
from config.local import demo, environment, places
places.ROOT, places.LOCAL = Path(sys.argv[1]), Path(sys.argv[2])
for name in ("PORTAL_PORT", "CONSOLE_PORT", "SANDBOX_PORT", "SMTP_PORT"):
    setattr(environment, name, getattr(environment, name) + int(sys.argv[3]))
sys.exit(demo.run([]))
"""
STEP = """
import json, os, sys
print("settings", os.environ["DJANGO_SETTINGS_MODULE"])
if sys.argv[1] == "seed_demo":
    with open(os.environ["DEMO_FILE"], "w") as file:
        json.dump([{"title": "Console", "url": "http://console/", "user": "oda", "password": "pw"}], file)
"""
WEB = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()
    def log_message(self, *words): pass
host, port = sys.argv[sys.argv.index("--bind") + 1].split(":")
http.server.HTTPServer((host, int(port)), Handler).serve_forever()
"""
WAITS = "import signal; signal.pause()\n"
DIES = "raise SystemExit(1)\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout with stand-ins for what the demo starts."""
    parts = {"manage.py": STEP, "gunicorn/__main__.py": WEB, "celery/__main__.py": WAITS}
    parts |= {"integrations/sandbox/__main__.py": WAITS}
    parts |= dict.fromkeys(("gunicorn/__init__.py", "celery/__init__.py", "integrations/__init__.py"), "")
    for name, text in parts.items():
        path = tmp_path / "checkout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "checkout"


def start(checkout: Path, folder: Path, further: int = 0) -> "subprocess.Popen[str]":
    """Start the demo on servers that are somebody else's; `further` moves its ports."""
    environment = {
        **os.environ,
        "DATABASE_URL": "postgresql://admin:secret@127.0.0.1:9/postgres",
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "POSTGRES_BIN": "",
        "PYTHONPATH": str(places.ROOT / "platform"),
    }
    # Ports that no other process of this run tries, so that the second start has those of the first.
    apart = 100 + 10 * int("".join(filter(str.isdigit, os.environ.get("PYTEST_XDIST_WORKER", "0"))))
    words = [sys.executable, "-c", HOST, str(checkout), str(folder), str(apart + further)]
    return subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def until(demo: "subprocess.Popen[str]", words: str) -> str:
    """Read what the demo says until it says this."""
    said = ""
    assert demo.stdout
    for line in demo.stdout:
        said += line
        if words in line:
            return said
    pytest.fail(f"The demo ended without saying {words!r}:\n{said}")


def test_the_demo_prepares_starts_tells_and_stops(checkout: Path, folder: Path) -> None:
    first = start(checkout, folder)
    said = until(first, "Ready after")
    first.send_signal(signal.SIGINT)
    rest, _ = first.communicate(timeout=20)

    assert "bootstrap_cluster | settings config.settings.migrations" in said
    assert "oda   pw" in said
    assert re.search(r"http://127\.0\.0\.1:\d+/faults/", said)
    assert re.search(r"http://console\.localhost:\d+/koppelingen/", said)
    assert "Everything has stopped." in rest
    assert first.returncode == 0
    assert children.remembered(folder / "run") == []

    second = start(checkout, folder)
    said = until(second, "Ready after")
    second.send_signal(signal.SIGHUP)
    second.communicate(timeout=20)
    assert "bootstrap_cluster" not in said


def test_on_another_port_only_what_names_it_is_made_anew(checkout: Path, folder: Path) -> None:
    first = start(checkout, folder)
    until(first, "Ready after")
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=20)

    second = start(checkout, folder, further=5)
    said = until(second, "Ready after")
    second.send_signal(signal.SIGINT)
    second.communicate(timeout=20)

    assert "seed_demo | " in said
    assert "bootstrap_cluster" not in said


def test_a_failing_step_is_named_and_nothing_keeps_running(checkout: Path, folder: Path) -> None:
    (checkout / "manage.py").write_text(DIES)

    demo = start(checkout, folder)
    said, _ = demo.communicate(timeout=20)

    assert "The step bootstrap_cluster failed" in said
    assert children.remembered(folder / "run") == []


def test_the_death_of_a_worker_is_told_and_ends_the_demo(checkout: Path, folder: Path) -> None:
    (checkout / "celery/__main__.py").write_text(DIES)

    demo = start(checkout, folder)
    said, _ = demo.communicate(timeout=30)

    assert re.search("The process (worker|lifecycle|beat) died", said)
    assert demo.returncode == 1
    assert children.remembered(folder / "run") == []

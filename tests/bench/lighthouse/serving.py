"""What Lighthouse looks at: a console with municipalities and acts in it, and the portal of one municipality."""

import http.client
import re
import tempfile
import uuid
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from tests import databases
from tests import stack as stacks
from tests.bench.console.serving import console
from tests.bench.lighthouse import looking, reports
from tests.bench.lighthouse.reports import Found
from tests.bench.processes import Asked

CONSOLE = "inwonerplein_lighthouse"
TENANTS, ACTS = 200, 20_000
SLUG = "zonnedam"
PAGES = {
    "home": "/",
    "category": "/onderwerpen/burgerzaken/",
    "product": "/onderwerpen/producten/paspoort/",
}
UNLISTED = {"search": "/zoeken/?q=paspoort", "sign-in": "/inloggen/"}
"""What was found, and where people come in, are no pages for search engines, and ask them to keep away."""
KEPT_AWAY = ("is-crawlable",)
"""What such a page loses its points by, though it is meant so; all else that search engines want it has to have."""
OWN = {"profile": "/mijn-profiel/"}
"""Of who has signed in."""
CASES = "/mijn-zaken/"
CASE = re.compile(rf'href="({CASES}[0-9a-f-]{{36}}/[0-9a-f-]{{36}}/)"')


def look_at_console(folder: Path, screens: Sequence[str], runs: int) -> list[Found]:
    """Look at list, municipality and wizard, signed in."""
    with tempfile.TemporaryDirectory() as name, console(Path(name), CONSOLE, browsed=True) as stack:
        filler = Asked("tests.bench.console.filling", "config.settings.lifecycle", stack.environment)
        filler.ask("fill", tenants=TENANTS, acts=ACTS)
        filler.stop()
        worker = Asked("tests.bench.console.asking", "config.settings.console", stack.environment)
        known = worker.ask("begin")
        worker.stop()
        pages = {
            "list": "/",
            "municipality": known["pages"]["municipality"][0],
            "wizard": f"/gemeenten/openen/{uuid.uuid4()}/gemeente/",
        }
        cookie = (known["name"], known["value"])
        return looking.look(
            stack.console_url, pages, cookie=cookie, screens=screens, runs=runs, folder=folder
        )


def look_at_portal(folder: Path, screens: Sequence[str], runs: int) -> list[Found]:
    """Look at pages of a municipality of the demo: as search engines may too, and as who has signed in."""
    with tempfile.TemporaryDirectory() as name, stacks.started(Path(name), name="lighthouse") as stack:
        citizen = Asked("tests.bench.signin.asking", "config.settings.portal", stack.environment)
        cookie, value = citizen.ask("cookie")
        citizen.stop()
        portal = stack.portal_url(SLUG)
        look = partial(looking.look, portal, screens=screens, runs=runs, folder=folder)
        # Only a demonstration has the stand-in of a case system.
        cases = {"cases": CASES, "case": _a_case(stack, cookie, value)}
        of_cases = look(cases, cookie=(cookie, value), categories=reports.CATEGORIES)
        _open_to_everybody(stack)
        return [
            *look(PAGES, cookie=None, categories=reports.FOR_EVERYBODY),
            *look(UNLISTED, cookie=None, categories=reports.FOR_EVERYBODY, skipped=KEPT_AWAY),
            *look(OWN, cookie=(cookie, value), categories=reports.CATEGORIES),
            *of_cases,
        ]


def _a_case(stack: stacks.Stack, cookie: str, value: str) -> str:
    """Answer the address of a case of who has signed in."""
    connection = http.client.HTTPConnection("127.0.0.1", stack.portal_port, timeout=30)
    host = urlsplit(stack.portal_url(SLUG)).netloc
    connection.request("GET", CASES, headers={"Host": host, "Cookie": f"{cookie}={value}"})
    answer = connection.getresponse()
    found = CASE.search(answer.read().decode())
    connection.close()
    if found is None:
        raise RuntimeError(f"No case on {CASES}: {answer.status}.")
    return found.group(1)


def _open_to_everybody(stack: stacks.Stack) -> None:
    """Make a real municipality of it: search engines are asked to keep away from demonstrations.

    What kind a tenant is never changes, so no code of ours can do this, and the database is told to look away.
    """
    with databases.administrator(stack.environment["DATABASE_NAME"]) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "UPDATE tenants_tenant SET kind = 'production', state = 'live' WHERE name = %s", [SLUG.title()]
        )
    stack.kill("portal")
    stack.start("portal", "portal", [*stacks.WEB, "--bind", f"127.0.0.1:{stack.portal_port}"])
    stack.await_web("portal", stack.portal_port)

"""What is logged of calls to other systems: no body, no header, no query, and whose they are (T53)."""

import json
import re
from typing import Any

import pytest
import structlog
from django.conf import settings
from structlog.contextvars import merge_contextvars

from integrations import http as outgoing
from integrations.http import places
from integrations.http.reach import Reach
from tenants import logs
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import listening

BSN = "999993653"
ANYWHERE = Reach("anywhere", lambda place: True, lambda address: True)
ANSWER = f'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{{"bsn": "{BSN}"}}\r\n'.encode()


def logged(tenant: TenantRef, path: str) -> list[dict[str, Any]]:
    """Call another system for a municipality, and answer the lines that are written of it."""
    with (
        listening(ANSWER) as server,
        structlog.testing.capture_logs(processors=[merge_contextvars, logs.scrub]) as lines,
        enter(tenant),
    ):
        outgoing.call(
            outgoing.Call(
                url=f"{server.url}{path}",
                reach=ANYWHERE,
                timeout=5,
                method="POST",
                headers={"Authorization": f"Bearer token-of-{tenant.name}"},
                content=json.dumps({"bsn": BSN}).encode(),
            )
        )
    return [dict(line) for line in lines]


@pytest.mark.attack("T53")
@pytest.mark.parametrize("path", ["/zaken?bsn=" + BSN, "/personen/" + BSN])
def test_a_call_is_logged_without_what_it_carried(
    zonnedam: TenantRef, waterrijk: TenantRef, path: str
) -> None:
    for tenant in (zonnedam, waterrijk):
        (line,) = logged(tenant, path)

        assert line["event"] == "http.called"
        assert line["tenant"] == str(tenant.uuid)
        for private in (BSN, "token-of", "bsn="):
            assert private not in str(line)


@pytest.mark.attack("T53")
def test_without_template_and_scrubber_a_number_in_the_path_would_be_seen(
    zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control; two walls stand one behind the other, and each alone is enough."""
    (behind_both,) = logged(zonnedam, "/personen/" + BSN)
    with monkeypatch.context() as patch:
        patch.setattr(logs, "scrub", lambda logger, method, event: event)
        (behind_the_template,) = logged(zonnedam, "/personen/" + BSN)
        patch.setattr(places, "WORD", re.compile(".*"))
        (behind_nothing,) = logged(zonnedam, "/personen/" + BSN)
    monkeypatch.setattr(places, "WORD", re.compile(".*"))
    (behind_the_scrubber,) = logged(zonnedam, "/personen/" + BSN)

    assert BSN in str(behind_nothing)
    assert not [line for line in (behind_both, behind_the_template, behind_the_scrubber) if BSN in str(line)]


@pytest.mark.attack("T53")
def test_nothing_stores_what_goes_out() -> None:
    assert not [app for app in settings.INSTALLED_APPS if "log_outgoing" in app]

"""What each connection answers now, on the page of the municipality's own people (M-04, M-12)."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from integrations.connections.models import Connection
from integrations.connections.queries import SECRET
from integrations.connections.types import row_of
from integrations.copies import backend
from integrations.http import pools
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from tenants import parallel
from tenants.entry import enter
from tenants.types import TenantRef
from tests.browser import web
from tests.integrations.talking import Asked, Talker, as_json, talking
from tests.portal import staff

pytestmark = pytest.mark.covers("M-04", "M-12", "architecture I4")
URL = "/beheer/koppelingen/"
NONE_FOUND = as_json({"count": 0, "next": None, "previous": None, "results": []})
READS = [
    "/zaken/api/v1/zaken?identificatie=PROEFVRAAG",
    "/catalogi/api/v1/zaaktypen?identificatie=PROEFVRAAG",
    "/documenten/api/v1/enkelvoudiginformatieobjecten?identificatie=PROEFVRAAG",
]


@dataclass
class Systems:
    """Other systems, each below a path of its own; what begins with `/hangt` keeps silent until it is let go."""

    talker: Talker
    go: threading.Event
    begun: list[Any]

    def asked(self, path: str) -> list[str]:
        return [each.removeprefix(path) for each in self.talker.paths if each.startswith(f"{path}/")]

    def let_go(self) -> None:
        self.go.set()
        assert parallel.wait_for(self.begun, 20)


@pytest.fixture
def systems(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Systems]:
    go, begin = threading.Event(), parallel.begin
    backend._rest.until = 0.0
    pools.POOL.clear()

    def say(asked: Asked) -> bytes:
        if asked.target.startswith("/hangt"):
            go.wait(20)
        return as_json({}, 403) if asked.target.startswith("/weigert") else NONE_FOUND

    with talking(say) as talker:
        settings.SANDBOX_URL = talker.url
        found = Systems(talker, go, [])

        def noted(call: Callable[[], Any]) -> Any:
            found.begun.append(begin(call))
            return found.begun[-1]

        monkeypatch.setattr(parallel, "begin", noted)
        yield found
        found.let_go()


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def administrator(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, inside, ADMINISTRATOR)


def connect(tenant: TenantRef, systems: Systems, path: str, slug: str = "", **values: Any) -> Connection:
    connection = Connection(
        pk=row_of(tenant.uuid, "case_system", slug),
        system="case_system",
        slug=slug,
        name=f"Systeem {path}",
        address=f"{systems.talker.url}/{path}",
        client_id="inwonerplein",
        **values,
    )
    SECRET.encrypt("heel-geheim", connection)
    connection.save()
    return connection


def shown(client: Client, url: str = URL) -> str:
    return client.get(url).content.decode()


def silent(html: str) -> list[str]:
    """List what the page says did not answer."""
    _, _, warning = html.partition("Niet alles antwoordde toen deze pagina openging")
    return re.findall("<li>([^<]+)</li>", warning.partition("</ul>")[0])


def test_each_connection_is_asked_once_for_each_thing_that_it_has(
    inside: TenantRef, administrator: Client, systems: Systems
) -> None:
    connect(inside, systems, "een")
    connect(inside, systems, "twee", "b", switches={"documents": False})

    page = web.text(shown(administrator).encode())

    assert sorted(systems.asked("/een")) == sorted(READS)
    assert sorted(systems.asked("/twee")) == sorted(READS[:2])
    assert page.count("Antwoordt nu, in") == 5
    assert "Niet alles antwoordde" not in page


@pytest.mark.fault("F01")
def test_one_that_hangs_leaves_the_others_standing_and_is_fetched_afterwards(
    inside: TenantRef, administrator: Client, systems: Systems
) -> None:
    connect(inside, systems, "goed")
    connect(inside, systems, "hangt", "b", switches={"documents": False}, limits={"read": 20, "total": 20})

    html = shown(administrator)  # and all this time it hangs

    page = web.text(html.encode())
    assert not systems.go.is_set()
    assert page.count("Antwoordt nu, in") == 3
    assert silent(html) == ["Zaken uit Systeem hangt", "Zaaktypen uit Systeem hangt"]
    assert "Opnieuw laden: Zaken uit Systeem hangt" in page
    later = re.findall(r'hx-get="([^"]+)"', html)
    systems.let_go()
    pieces = [administrator.get(url, headers={"HX-Request": "true"}).content.decode() for url in later]
    assert len(pieces) == 2
    assert all("Antwoordt nu, in" in piece for piece in pieces)


def test_without_javascript_what_is_late_leads_back_to_the_page(
    inside: TenantRef, administrator: Client, systems: Systems
) -> None:
    key = connect(inside, systems, "goed").pk

    answer = administrator.get(f"{URL}later/cases-{key.hex[:12]}/kaartje/?poging=1")

    assert (answer.status_code, answer.headers["Location"]) == (302, URL)


def test_what_refuses_us_is_named(inside: TenantRef, administrator: Client, systems: Systems) -> None:
    connect(inside, systems, "weigert", switches={"documents": False})

    html = shown(administrator)

    assert silent(html) == ["Zaken uit Systeem weigert", "Zaaktypen uit Systeem weigert"]
    assert "mogen wij nu niet tonen" in html


@pytest.mark.parametrize(
    "values", [{"is_on": False, "off_because": "Lekt"}, {"secret": ""}], ids=["switched off", "unfinished"]
)
def test_what_is_not_used_is_not_asked(
    inside: TenantRef, administrator: Client, systems: Systems, values: dict[str, Any]
) -> None:
    connection = connect(inside, systems, "uit")
    Connection.objects.filter(pk=connection.pk).update(**values)

    page = web.text(shown(administrator).encode())

    assert systems.talker.paths == []
    assert "Systeem uit" in page
    assert "Niet alles antwoordde" not in page


def test_a_municipality_asks_its_own_systems_alone(
    inside: TenantRef,
    administrator: Client,
    waterrijk: TenantRef,
    systems: Systems,
    client_of: Callable[..., Client],
) -> None:
    mine = connect(inside, systems, "zonnedam")
    with enter(waterrijk, urls=True) as tenant:
        connect(tenant, systems, "waterrijk")
        stranger = staff.client_for(client_of, tenant, ADMINISTRATOR)
        page = shown(stranger)
        late = stranger.get(f"{URL}later/cases-{mine.pk.hex[:12]}/kaartje/", headers={"HX-Request": "true"})

    assert "Systeem waterrijk" in page
    assert "Systeem zonnedam" not in page
    assert systems.asked("/zonnedam") == []
    assert late.status_code == 404
    shown(administrator)  # the control: its own people do ask it
    assert len(systems.asked("/zonnedam")) == len(READS)


def test_an_editor_asks_nothing(
    inside: TenantRef, systems: Systems, client_of: Callable[..., Client]
) -> None:
    key = connect(inside, systems, "goed").pk
    editor = staff.client_for(client_of, inside, EDITOR)

    answers = [editor.get(url).status_code for url in (URL, f"{URL}later/cases-{key.hex[:12]}/kaartje/")]

    assert set(answers) <= {302, 403, 404}
    assert systems.talker.paths == []

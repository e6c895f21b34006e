"""How far a call reaches: through real sockets, and each wall shown to be the one that holds."""

import dataclasses
import http.client
import socket
from collections.abc import Callable
from ipaddress import ip_network
from typing import Any

import httpcore
import pytest

from integrations import http as outgoing
from integrations.errors import Reason, UnavailableError
from integrations.http import addresses, reach
from tenants.types import Kind, TenantRef
from tests.integrations.http.test_addresses import HIDDEN

type Names = dict[str, list[list[str]]]
ANYWHERE = reach.Reach("anywhere", lambda place: True, lambda address: True)
PUBLIC_ANY_PORT = dataclasses.replace(reach.PUBLIC, permits_place=lambda place: True)


def refusal(url: str, within: reach.Reach) -> Reason:
    with pytest.raises(UnavailableError) as raised:
        outgoing.call(outgoing.Call(url=url, reach=within, timeout=5))
    return raised.value.reason


@pytest.fixture
def connected_to(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which addresses sockets are connected to, and let none connect."""
    noted: list[str] = []

    def connect(self: Any, host: str, port: int, *args: Any) -> None:
        noted.append(host)
        raise httpcore.ConnectError

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    return noted


@pytest.mark.attack("W01")
def test_a_production_municipality_does_not_reach_this_machine(listen: Callable[..., Any]) -> None:
    """The same call within a reach that permits it arrives: it is the guard that stops the first."""
    server = listen()

    assert refusal(server.url, PUBLIC_ANY_PORT) is Reason.ADDRESS_REFUSED
    assert server.visits == []
    assert outgoing.call(outgoing.Call(url=server.url, reach=ANYWHERE)).body == b"ok"


@pytest.mark.attack("W01")
@pytest.mark.parametrize("address", [address for address in HIDDEN if "%" not in address])
def test_a_name_that_leads_to_a_hidden_address_is_refused(
    address: str, names: Names, connected_to: list[str]
) -> None:
    names["onschuldig.example"] = [[address]]

    assert refusal("https://onschuldig.example/", reach.PUBLIC) is Reason.ADDRESS_REFUSED
    assert connected_to == []


@pytest.mark.attack("W01")
def test_one_hidden_address_among_public_ones_spoils_them_all(names: Names, connected_to: list[str]) -> None:
    names["half.example"] = [["93.184.216.34", "127.0.0.1"]]

    assert refusal("https://half.example/", reach.PUBLIC) is Reason.ADDRESS_REFUSED
    assert connected_to == []


def test_a_public_address_is_connected_to_by_number(names: Names, connected_to: list[str]) -> None:
    names["zaken.example"] = [["93.184.216.34"]]

    assert refusal("https://zaken.example/", reach.PUBLIC) is Reason.NOBODY_LISTENS
    assert connected_to == ["93.184.216.34"]


@pytest.mark.attack("W01")
@pytest.mark.parametrize(
    "url",
    ["http://zaken.example/", "https://zaken.example:6379/", "https://zaken.example:22/", "https://[::1]/"],
)
def test_only_the_secure_scheme_and_ports_reach_the_internet(
    url: str, names: Names, connected_to: list[str]
) -> None:
    names["zaken.example"] = [["93.184.216.34"]]

    assert refusal(url, reach.PUBLIC) is Reason.ADDRESS_REFUSED
    assert connected_to == []


@pytest.mark.attack("W02")
def test_a_name_that_changes_its_mind_gains_nothing(names: Names, listen: Callable[..., Any]) -> None:
    """Looked up once, connected to what was judged: the second answer is never asked for."""
    judged = listen()
    target = listen(host="127.0.0.2", port=judged.port)
    names["draait.example"] = [["127.0.0.1"], ["127.0.0.2"]]
    only_judged = dataclasses.replace(ANYWHERE, permits_address=lambda address: str(address) == "127.0.0.1")

    outgoing.call(outgoing.Call(url=f"http://draait.example:{judged.port}/", reach=only_judged))

    assert (len(judged.visits), len(target.visits)) == (1, 0)
    assert names["draait.example"] == [["127.0.0.2"]]


@pytest.mark.attack("W02")
def test_a_check_before_the_call_would_be_fooled(names: Names, listen: Callable[..., Any]) -> None:
    """The negative control: look up, judge, then connect by name, as is often done."""
    judged = listen()
    target = listen(host="127.0.0.2", port=judged.port)
    names["draait.example"] = [["127.0.0.1"], ["127.0.0.2"]]

    assert socket.getaddrinfo("draait.example", judged.port)[0][4][0] == "127.0.0.1"
    connection = http.client.HTTPConnection("draait.example", judged.port, timeout=5)
    connection.request("GET", "/")
    connection.getresponse().read()
    connection.close()

    assert (len(judged.visits), len(target.visits)) == (0, 1)


@pytest.mark.attack("W02")
@pytest.mark.fault("F14")
def test_a_redirect_is_an_answer_and_is_not_followed(listen: Callable[..., Any]) -> None:
    target = listen()
    first = listen(f"HTTP/1.1 302 Found\r\nLocation: {target.url}/\r\nContent-Length: 0\r\n\r\n".encode())

    answer = outgoing.call(
        outgoing.Call(url=first.url, reach=ANYWHERE, headers={"Authorization": "Bearer geheim"})
    )

    assert (answer.status, answer.headers["location"]) == (302, f"{target.url}/")
    assert target.visits == []


@pytest.mark.covers("architecture T4")
def test_a_sandbox_municipality_reaches_the_stand_ins_only(
    sandbox_tenant: TenantRef, settings: Any, listen: Callable[..., Any]
) -> None:
    stand_in, other = listen(), listen()
    settings.SANDBOX_URL = stand_in.url
    within = reach.of_tenant(sandbox_tenant)

    assert outgoing.call(outgoing.Call(url=f"{stand_in.url}/zgw", reach=within)).status == 200
    assert refusal(other.url, within) is Reason.ADDRESS_REFUSED
    assert refusal("https://zaken.example/", within) is Reason.ADDRESS_REFUSED
    assert other.visits == []


@pytest.mark.attack("W01")
@pytest.mark.parametrize("address", ["169.254.169.254", "93.184.216.34", "0.0.0.1"])
def test_the_stand_ins_name_must_lead_to_our_own_network(
    address: str, sandbox_tenant: TenantRef, settings: Any, names: Names, connected_to: list[str]
) -> None:
    settings.SANDBOX_URL = "http://sandbox.example:8002"
    names["sandbox.example"] = [[address]]

    reason = refusal("http://sandbox.example:8002/zgw", reach.of_tenant(sandbox_tenant))

    assert reason is Reason.ADDRESS_REFUSED
    assert connected_to == []


def test_without_a_sandbox_a_sandbox_municipality_reaches_nothing(
    sandbox_tenant: TenantRef, settings: Any, listen: Callable[..., Any]
) -> None:
    settings.SANDBOX_URL = ""
    server = listen()

    assert refusal(server.url, reach.of_tenant(sandbox_tenant)) is Reason.ADDRESS_REFUSED


@pytest.mark.attack("W01")
def test_a_production_municipality_does_not_reach_the_stand_ins(
    sandbox_tenant: TenantRef, settings: Any, listen: Callable[..., Any]
) -> None:
    server = listen()
    settings.SANDBOX_URL = server.url
    production = dataclasses.replace(sandbox_tenant, kind=Kind.PRODUCTION)

    assert refusal(server.url, reach.of_tenant(production)) is Reason.ADDRESS_REFUSED
    assert server.visits == []


def test_an_ipv4_address_dressed_as_ipv6_is_judged_by_what_it_is() -> None:
    assert str(addresses.parse("::ffff:10.0.0.1")) == "10.0.0.1"


@pytest.mark.attack("W01")
@pytest.mark.parametrize("address", ["10.20.3.4", "fd12:3456::7", "::ffff:10.20.3.4"])
def test_a_private_network_is_in_reach_only_where_the_installation_lists_it(
    address: str, names: Names, connected_to: list[str], settings: Any
) -> None:
    names["zaken.intern"] = [[address]]

    assert refusal("https://zaken.intern/", reach.PUBLIC) is Reason.ADDRESS_REFUSED
    assert connected_to == []

    settings.PRIVATE_NETWORKS = [ip_network("10.20.0.0/16"), ip_network("fd12::/16")]
    assert refusal("https://zaken.intern/", reach.PUBLIC) is Reason.NOBODY_LISTENS
    assert connected_to == [address]


@pytest.mark.attack("W01")
@pytest.mark.parametrize(
    "address", ["10.21.0.1", "127.0.0.1", "169.254.169.254", "::1", "0.0.0.1", "fe80::1"]
)
def test_no_list_opens_this_machine_or_what_is_beside_it(
    address: str, names: Names, connected_to: list[str], settings: Any
) -> None:
    """Not even one that lists everything, but for the first: that is another private network."""
    names["slim.example"] = [[address]]
    everything = [ip_network("0.0.0.0/0"), ip_network("::/0")]
    settings.PRIVATE_NETWORKS = [ip_network("10.20.0.0/16")] if address.startswith("10.") else everything

    assert refusal("https://slim.example/", reach.PUBLIC) is Reason.ADDRESS_REFUSED
    assert connected_to == []


@pytest.mark.attack("W01")
def test_in_a_private_network_too_only_the_secure_ports_are_in_reach(
    names: Names, connected_to: list[str], settings: Any
) -> None:
    names["zaken.intern"] = [["10.20.3.4"]]
    settings.PRIVATE_NETWORKS = [ip_network("10.20.0.0/16")]

    for url in ("http://zaken.intern/", "https://zaken.intern:6379/", "https://zaken.intern:5432/"):
        assert refusal(url, reach.PUBLIC) is Reason.ADDRESS_REFUSED
    assert connected_to == []


@pytest.mark.attack("W02")
def test_each_new_connection_is_judged_anew(names: Names, listen: Callable[..., Any]) -> None:
    """The name led to a judged address, and to another one when the next connection was made."""
    server = listen()
    names["draait.example"] = [["127.0.0.1"], ["127.0.0.2"]]
    only_first = dataclasses.replace(ANYWHERE, permits_address=lambda address: str(address) == "127.0.0.1")
    url = f"http://draait.example:{server.port}/"

    assert outgoing.call(outgoing.Call(url=url, reach=only_first)).body == b"ok"
    assert refusal(url, only_first) is Reason.ADDRESS_REFUSED

"""How lists of networks are read from the environment."""

from ipaddress import ip_network

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings import environment  # noqa: TID251 - the reader itself is tested


@pytest.mark.parametrize(
    ("text", "networks"),
    [("", []), ("10.20.0.0/16, fd12::/48", ["10.20.0.0/16", "fd12::/48"]), ("10.1.2.3", ["10.1.2.3/32"])],
)
def test_a_list_of_networks_is_read(text: str, networks: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRIVATE_NETWORKS", text)

    assert environment.networks("PRIVATE_NETWORKS") == [ip_network(each) for each in networks]


@pytest.mark.parametrize("text", ["intern", "10.20.0.1/16", "10.20.0.0/16;10.30.0.0/16"])
def test_what_is_no_network_stops_the_start_with_its_name(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRIVATE_NETWORKS", text)

    with pytest.raises(ImproperlyConfigured, match="PRIVATE_NETWORKS must be a list of networks"):
        environment.networks("PRIVATE_NETWORKS")

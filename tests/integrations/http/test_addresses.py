"""Which addresses are public."""

import pytest

from integrations.http import addresses

HIDDEN = [
    "0.0.0.0",  # noqa: S104 - an address to refuse
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "3fff::1",
    "fc00::1",
    "fe80::1",
    "fe80::1%1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.attack("W01")
@pytest.mark.parametrize("address", HIDDEN)
def test_an_address_that_is_not_of_the_internet_is_not_public(address: str) -> None:
    assert not addresses.is_public(addresses.parse(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "145.0.0.1", "2a00:1450:4001::1", "::ffff:93.184.216.34"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert addresses.is_public(addresses.parse(address))


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "172.20.0.5", "192.168.1.1", "::1", "fd00::5"])
def test_loopback_and_private_networks_are_our_own(address: str) -> None:
    assert addresses.is_own(addresses.parse(address))


@pytest.mark.attack("W01")
@pytest.mark.parametrize("address", ["169.254.169.254", "0.0.0.1", "fe80::1", "93.184.216.34", "2a00::1"])
def test_metadata_services_and_the_internet_are_not_our_own(address: str) -> None:
    assert not addresses.is_own(addresses.parse(address))

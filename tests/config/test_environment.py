"""How lists of networks and addresses of mail are read from the environment."""

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


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [("", ""), (" Retour@Post.Example.nl ", "retour@post.example.nl"), ("a.b-1@x.nl", "a.b-1@x.nl")],
)
def test_an_address_of_mail_is_read(text: str, mailbox: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_RETURN_ADDRESS", text)

    assert environment.mailbox("MAIL_RETURN_ADDRESS", longest=13) == mailbox


@pytest.mark.parametrize(
    "text",
    ["retour", "retour+x@x.nl", "retour@localhost", "veel-te-lange-naam@x.nl", "a@x.nl, b@x.nl", "<a@x.nl>"],
)
def test_what_is_no_address_of_mail_stops_the_start_with_its_name(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_RETURN_ADDRESS", text)

    with pytest.raises(ImproperlyConfigured, match="MAIL_RETURN_ADDRESS must be one address"):
        environment.mailbox("MAIL_RETURN_ADDRESS", longest=13)

"""Which host a municipality may add, and which is refused beside its field (requirement C-032)."""

import uuid

import pytest

from provisioning.lifecycle import domain_rules
from provisioning.lifecycle.known import Known

pytestmark = pytest.mark.covers("C-032")
US, OTHERS = uuid.UUID(int=1), uuid.UUID(int=2)
OWN = ["zonnedam.localhost", "www.zonnedam.nl"]
KNOWN = Known(
    hosts=(*OWN, "mijn.waterrijk.nl", "waterrijk.localhost"),
    portal_domains=("localhost", "portaal.example"),
    platform_hosts=("console.localhost", "beheer.platform.example", "127.0.0.1"),
    resting={"oud.waterrijk.nl": OTHERS, "oud.zonnedam.nl": US},
)


def reasons(host: str, known: Known = KNOWN) -> str:
    return " ".join(domain_rules.refusals(host, known, US, OWN))


@pytest.mark.parametrize(
    "host",
    [
        "mijn.zonnedam.nl",
        "loket.www.zonnedam.nl",  # below a host of its own
        "zonneplein.localhost",
        "oud.zonnedam.nl",
        "mijn.zonnedam.co.uk",
    ],
)
def test_a_host_of_its_own_may_be_had(host: str) -> None:
    assert reasons(host) == ""


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("", "geen goede hostnaam"),
        ("*.zonnedam.nl", "jokerteken"),
        ("mijn.zonnedam.nl:8443", "geen goede hostnaam"),
        ("mijn.zonnedam.nl.", "geen goede hostnaam"),
        ("https://mijn.zonnedam.nl", "geen goede hostnaam"),
        ("mijn zonnedam.nl", "geen goede hostnaam"),
        ("10.0.0.1", "geen goede hostnaam"),
        ("127.0.0.1", "platform zelf"),
        ("mijn.zonned\u0430m.nl", "geen goede hostnaam"),
        ("mijn.xn--zonndam-5of.nl", "Twee streepjes"),
        ("mijn.zonnedam.internal", "openbare DNS"),
        ("zonnedam.nl", "mijn.zonnedam.nl"),  # a whole domain
        ("nl", "geen goede hostnaam"),
        ("console.localhost", "platform zelf"),
        ("portaal.example", "platform zelf"),
        ("beheer.platform.example", "platform zelf"),
        ("iets.beheer.platform.example", "valt onder beheer.platform.example"),
        ("een.twee.portaal.example", "valt onder portaal.example"),
        ("een.p0rtaal.example", "lijkt te veel op portaal.example"),
        ("beheer.plat-form.example", "lijkt te veel op beheer.platform.example"),
        ("mijn.digid.nl", "overheid"),
        ("www.d1gid.nl", "overheid"),
        ("beheer.localhost", "gereserveerd"),
        ("mijn.waterrijk.nl", "al van een andere gemeente"),
        ("waterrijk.localhost", "al in gebruik"),
        ("mijn.waterr1jk.nl", "lijkt te veel op mijn.waterrijk.nl"),
        ("zaak.mijn.waterrijk.nl", "valt onder mijn.waterrijk.nl"),
        ("oud.waterrijk.nl", "kort geleden"),
    ],
)
def test_what_may_not_be_had_is_refused_with_the_reason(host: str, why: str) -> None:
    assert why in reasons(host)


def test_a_host_that_contains_one_of_another_is_refused() -> None:
    known = Known(hosts=("een.mijn.elders.nl",), portal_domains=("portaal.example",))

    assert "valt onder deze hostnaam" in reasons("mijn.elders.nl", known)


def test_there_is_an_end_to_it() -> None:
    own = [f"adres{number}.zonnedam.nl" for number in range(domain_rules.MOST_HOSTS)]

    assert "al 50 webadressen" in " ".join(domain_rules.refusals("mijn.zonnedam.nl", KNOWN, US, own))

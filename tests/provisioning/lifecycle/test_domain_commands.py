"""Hosts from the command line: words or JSON, and a code that scripts can use (C-032, C-072)."""

import pytest

from provisioning.lifecycle.commands import DONE, REFUSED, WAITS
from tenants.models import Domain, OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.lifecycle import names
from tests.provisioning.lifecycle.names import dns  # noqa: F401 - a fixture
from tests.provisioning.lifecycle.plans import OPERATOR
from tests.provisioning.lifecycle.test_commands import data, run

pytestmark = [pytest.mark.covers("C-032", "C-072"), pytest.mark.usefixtures("dns")]
TENANT, HOST = "zonnedam.localhost", "mijn.zonnedam.nl"


def add(*words: str) -> tuple[int, dict[str, object]]:
    return data("add_domain", TENANT, HOST, *words)


def test_a_host_goes_all_the_way_from_added_to_given_up(zonnedam: TenantRef) -> None:
    code, added = add("--certificate", "own", "--reason", "Eigen adres", "--by", OPERATOR.name, "--wait")
    assert (code, added["state"], added["txt_name"]) == (DONE, "done", f"_inwonerplein.{HOST}")
    assert data("list_domains", TENANT, "--unproven")[1][0]["txt_value"] == added["txt_value"]

    names.texts[str(added["txt_name"])] = [str(added["txt_value"])]
    for words in (
        ("prove_domain", TENANT, HOST),
        ("set_primary_domain", TENANT, HOST),
        ("remove_domain", HOST, TENANT),
    ):
        assert data(*words, "--wait")[1]["state"] == "done"

    (left,) = data("list_domains", HOST)[1]
    assert (left["host"], left["primary"], left["certificate"]) == (HOST, True, "own")
    assert OperatorRecord.objects.get(action="domain.added").actor == OPERATOR.name


def test_asked_again_it_is_so_already_and_the_text_is_told_again(zonnedam: TenantRef) -> None:
    _code, first = add("--certificate", "own", "--wait")

    code, again = add("--certificate", "own")

    assert (code, again["operation"], again["txt_value"]) == (DONE, None, first["txt_value"])
    assert "Dat is al zo." in run("add_domain", TENANT, HOST, "--certificate", "own")[1]


def test_without_waiting_it_says_what_to_put_into_the_dns_all_the_same(zonnedam: TenantRef) -> None:
    code, out, _err = run("add_domain", TENANT, HOST, "--certificate", "own")

    assert code == WAITS
    assert f"_inwonerplein.{HOST}" in out


def test_a_host_of_the_platform_asks_for_nothing_in_the_dns(zonnedam: TenantRef) -> None:
    code, added = data("add_domain", TENANT, "zonneplein.localhost", "--wait")

    assert (code, "txt_name" in added) == (DONE, False)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("add_domain", TENANT, "*.zonnedam.nl", "--certificate", "own"), "host"),
        (("add_domain", TENANT, HOST, "--certificate", "acme"), "accepted_by"),
        (("add_domain", TENANT, HOST, "--certificate", "acme", "--accepted-on", "gisteren"), "accepted_on"),
        (("add_domain", TENANT, HOST, "--certificate", "acme", "--accepted-on", "2026-02-31"), "accepted_on"),
        (("prove_domain", TENANT, HOST), "host"),
        (("set_domain_certificate", TENANT, HOST, "--certificate", "own"), "host"),
        (("set_primary_domain", TENANT, "waterrijk.localhost"), "host"),
        (("remove_domain", TENANT, TENANT), "host"),
        (("list_domains", "nergens.localhost"), "tenant"),
    ],
)
def test_what_is_refused_is_said_beside_its_field(
    zonnedam: TenantRef, waterrijk: TenantRef, words: tuple[str, ...], field: str
) -> None:
    code, answer = data(*words)

    assert (code, field in answer["refused"]) == (REFUSED, True)


def test_an_accepted_risk_is_written_down(zonnedam: TenantRef) -> None:
    add("--certificate", "own", "--wait")

    code, _done = data(
        "set_domain_certificate", TENANT, HOST, "--certificate", "acme", "--wait",
        "--accepted-by", "CISO, brief 2026-113", "--accepted-on", "2026-11-20",
    )  # fmt: skip

    assert (code, Domain.objects.get(domain=HOST).risk_accepted_by) == (DONE, "CISO, brief 2026-113")
    assert "acme" in run("list_domains")[1]

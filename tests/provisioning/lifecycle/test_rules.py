"""Who may be opened: every refusal stands beside its field and says what to do (issue 3, section 6)."""

from typing import Any

import pytest

from provisioning.lifecycle import rules
from provisioning.lifecycle.known import Known
from provisioning.lifecycle.types import OpeningPlan
from tenants.registers import Feature
from tests.provisioning.lifecycle.plans import plan

KNOWN = Known(
    names=("Zonnedam",),
    hosts=("zonnedam.localhost", "mijn.waterrijk.example"),
    cbs_codes={"0014": "Groningen"},
    themes=dict.fromkeys(("zonnedam",)),
    features={
        "alpha": Feature("alpha", "Alfa", ""),
        "beta": Feature("beta", "Bèta", "", needs=("alpha", "always")),
        "always": Feature("always", "Altijd", "", switchable=False),
    },
    portal_domains=("localhost", "portaal.example"),
    platform_hosts=("console.localhost", "127.0.0.1"),
)


def refused(plan: OpeningPlan) -> dict[str, list[str]]:
    return rules.refusals(rules.cleaned(plan), KNOWN)


def test_a_good_plan_passes() -> None:
    assert refused(plan()) == {}


@pytest.mark.parametrize("name", ["'s-Hertogenbosch", "Bergen (NH.)", "Nuenen, Gerwen en Nederwetten", "Ee"])
def test_names_as_municipalities_have_them_pass(name: str) -> None:
    assert refused(plan(name=name)) == {}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "Vul de naam"),
        ("   ", "Vul de naam"),
        ("E", "2 tot en met 60"),
        ("E" * 61, "2 tot en met 60"),
        ("Duin\u200bstad", "onzichtbaar teken"),
        ("Duin\nstad", "onzichtbaar teken"),
        ("Duin\u202estad", "onzichtbaar teken"),
        ("Duinstаd", "ander schrift"),
        ("Duinstad 2", "alleen letters"),
        ("<b>Duinstad</b>", "alleen letters"),
        ("-Duinstad", "alleen letters"),
        ("Console", "platform zelf"),
        ("zonnedam", "al een gemeente “Zonnedam”"),
        ("Zonne Dam", "lijkt te veel op “Zonnedam”"),
        ("Zonnedàm", "lijkt te veel op “Zonnedam”"),
    ],
)
def test_a_bad_name_is_refused(name: str, why: str) -> None:
    assert why in " ".join(refused(plan(name=name))["name"])


@pytest.mark.attack("T08")
@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("", "zonnedam.localhost"),
        ("duinstad", "geen goede hostnaam"),
        ("-duinstad.localhost", "geen goede hostnaam"),
        ("duin_stad.localhost", "geen goede hostnaam"),
        ("duinstad.localhost:8000", "geen goede hostnaam"),
        ("duinstad.localhost.", "geen goede hostnaam"),
        ("https://duinstad.localhost", "geen goede hostnaam"),
        ("*.localhost", "geen goede hostnaam"),
        ("[::1]", "geen goede hostnaam"),
        (f"{'d' * 64}.localhost", "geen goede hostnaam"),
        ("duinstаd.localhost", "teken “а” mag niet"),
        ("xn--duinstd-5of.localhost", "Twee streepjes"),
        ("console.localhost", "van het platform zelf"),
        ("127.0.0.1", "van het platform zelf"),
        ("portaal.example", "van het platform zelf"),
        ("duinstad.example", "direct voor .localhost of .portaal.example"),
        ("mijn.duinstad.localhost", "direct voor"),
        ("d.localhost", "minstens twee"),
        ("beheer.localhost", "gereserveerd"),
        ("adm1n.localhost", "gereserveerd"),
        ("ns12.localhost", "gereserveerd"),
        ("zonnedam.localhost", "al in gebruik"),
        ("z0nnedam.localhost", "lijkt te veel op zonnedam.localhost"),
        ("zonne-dam.localhost", "lijkt te veel op zonnedam.localhost"),
        ("mijn.zonnedam.localhost", "valt onder zonnedam.localhost"),
        ("waterrijk.example", "mijn.waterrijk.example valt onder"),
        ("www.console.localhost", "valt onder console.localhost"),
    ],
)
def test_a_bad_host_is_refused(host: str, why: str) -> None:
    assert why in " ".join(refused(plan(host=host))["host"])


def test_capitals_in_a_host_are_put_right() -> None:
    assert rules.cleaned(plan(host=" DuinStad.LocalHost ")).host == "duinstad.localhost"


def test_below_another_portal_domain_a_label_may_come_again() -> None:
    assert refused(plan(host="zonnedam.portaal.example")) == {}


def test_below_nested_portal_domains_no_host_contains_another() -> None:
    nested = Known(**{**_values(KNOWN), "portal_domains": ("example", "portaal.example")})

    reasons = rules.refusals(plan(host="waterrijk.example"), nested)["host"]

    assert reasons == [
        "mijn.waterrijk.example valt onder deze hostnaam. Kies een naam waar geen andere onder valt."
    ]


@pytest.mark.parametrize(
    ("kind", "code", "why"),
    [
        ("production", "", "heeft een CBS-code"),
        ("production", "9999", "staat niet in de lijst van gemeenten (01-01-2023)"),
        ("production", "0014", "al geopend, of wordt nu geopend, als “Groningen”"),
        ("sandbox", "9999", "staat niet in de lijst"),
    ],
)
def test_a_bad_cbs_code_is_refused(kind: str, code: str, why: str) -> None:
    assert why in " ".join(refused(plan(kind=kind, cbs_code=code))["cbs_code"])


@pytest.mark.parametrize(("kind", "code"), [("production", "0034"), ("sandbox", "0014"), ("sandbox", "")])
def test_a_good_cbs_code_passes(kind: str, code: str) -> None:
    assert refused(plan(kind=kind, cbs_code=code)) == {}


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("kind", "test", "productie of proef"),
        ("theme", "geen", "thema uit de lijst"),
        ("features", ("gamma",), "“gamma” bestaat niet"),
        ("features", ("beta",), "“Bèta” werkt alleen samen met “Alfa”"),
        ("features", ("always",), "hoort bij elk portaal"),
        ("administrator", "", "Vul het e-mailadres"),
        ("administrator", "beheer", "geen e-mailadres"),
        ("administrator", "a@b.nl\nBcc: c@d.nl", "geen e-mailadres"),
        ("administrator", f"a@{'b.' * 130}nl", "te lang"),
        ("blueprint", ["pages"], "goede vorm"),
        ("blueprint", {"version": 1, "pages": object()}, "pages: Hier hoort een lijst"),
        ("blueprint", {"pages": []}, "version: Dit ontbreekt"),
    ],
)
def test_what_else_is_bad_is_refused(field: str, value: Any, why: str) -> None:
    assert why in " ".join(refused(plan(**{field: value}))[field])


def test_features_with_what_they_need_pass() -> None:
    assert refused(plan(features=("beta", "alpha", "alpha"))) == {}


def test_all_that_is_wrong_is_said_at_once() -> None:
    bad = OpeningPlan(name="", kind="", host="", theme="", administrator="", features=("gamma",))

    assert set(refused(bad)) == {"name", "kind", "host", "theme", "administrator", "features"}


def _values(known: Known) -> dict[str, Any]:
    return {name: getattr(known, name) for name in known.__slots__}


@pytest.mark.covers("C-020", "C-032")
@pytest.mark.parametrize(
    ("own_hosts", "why"),
    [
        (["mijn.waterrijk.example"], "is al van een andere gemeente"),
        (["proefdorp.nl"], "Kies een naam onder het domein"),
        (["*.proefdorp.nl"], "jokerteken"),
        (["console.localhost"], ""),
        ([f"a{number}.proefdorp.nl" for number in range(11)], "ten hoogste 10"),
    ],
)
def test_an_own_host_is_judged_as_one_that_is_added_later(own_hosts: list[str], why: str) -> None:
    found = refused(plan(own_hosts=tuple(own_hosts)))

    assert set(found) == {"own_hosts"}
    assert why in " ".join(found["own_hosts"])


def test_own_hosts_may_be_several_and_not_the_portals_own() -> None:
    assert refused(plan(own_hosts=(" Mijn.proefdorp.NL", "loket.proefdorp.nl", ""))) == {}
    assert (
        "Laat het hier weg" in refused(plan(host="a.localhost", own_hosts=("a.localhost",)))["own_hosts"][0]
    )

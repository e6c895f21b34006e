"""Which branch of a company it is about: chosen from what the KVK says, and never more than was asserted."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from integrations.sandbox.world.enterprises import chain, enterprises, sole_proprietor
from portal.accounts.models import BranchChoice, DoorKind, Ending, SignIn
from portal.accounts.queries import resolving
from portal.accounts.types import Whose
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox, sandbox, sandbox_process
from tests.integrations.saved import Saved, be_at_rest, saved
from tests.portal import citizens

__all__ = ["sandbox", "sandbox_process"]
PAGE = "/vestiging/"
BAKERY = citizens.BAKERY
NORTH, SOUTH = (branch.number for branch in BAKERY.branches[:2])
ONE_BRANCH = next(one for one in enterprises().values() if len(one.branches) == 1 and one.rsin)
NO_BRANCH = next(one for one in enterprises().values() if not one.branches)
STRANGE = chain().branches[3].number


@pytest.fixture
def kvk(
    sandbox: Sandbox, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> Iterator[Saved]:
    """Zonnedam, connected with the KVK."""
    be_at_rest(monkeypatch)
    made = saved(sandbox, zonnedam, system="kvk", stand_in="kvk", profile="kvk-2024")
    with enter(zonnedam, urls=True):
        yield made


type Come = Callable[..., Client]


@pytest.fixture
def come(zonnedam: TenantRef, client_of: Callable[..., Client]) -> Come:
    """Sign somebody in for a company."""

    def make(asserted: citizens.Asserted | None = None) -> Client:
        return citizens.client_for(client_of, zonnedam, asserted or citizens.employee())

    return make


def whose(client: Client, tenant: TenantRef) -> Whose:
    with enter(tenant):
        found = resolving.whose(citizens.request_of(client, tenant))
    assert found is not None
    return found


@pytest.mark.covers("P-048", "P-050")
def test_who_comes_for_a_company_chooses_first_and_then_is_where_they_wanted_to_be(
    kvk: Saved, come: Come, zonnedam: TenantRef
) -> None:
    client = come()
    assert client.get("/zoeken/?q=hond")["Location"] == f"{PAGE}?next=%2Fzoeken%2F%3Fq%3Dhond"

    html = client.get("/zoeken/?q=hond", follow=True).content.decode()
    for text in ("Het hele bedrijf", "hoofdvestiging", *(branch.name for branch in BAKERY.branches)):
        assert text in html
    answer = client.post(PAGE, {"vestiging": SOUTH, "next": "/zoeken/?q=hond"})

    assert (answer.status_code, answer["Location"]) == (302, "/zoeken/?q=hond")
    assert (whose(client, zonnedam).branch, whose(client, zonnedam).kvk) == (SOUTH, BAKERY.kvk)
    assert f"vestiging {SOUTH}" in client.get("/zoeken/").content.decode()


@pytest.mark.covers("P-049")
def test_the_whole_company_can_be_chosen_and_changed_later(
    kvk: Saved, come: Come, zonnedam: TenantRef
) -> None:
    client = come()
    client.post(PAGE, {"vestiging": ""})
    assert whose(client, zonnedam).branch == ""

    assert "checked" in client.get(PAGE).content.decode()
    client.post(PAGE, {"vestiging": NORTH})

    assert whose(client, zonnedam).branch == NORTH


@pytest.mark.attack("I30")
@pytest.mark.covers("P-048")
@pytest.mark.parametrize("number", [STRANGE, "000000000000", "' OR 1=1", "\x00", "9" * 5000])
def test_a_branch_of_another_company_is_refused(
    kvk: Saved, come: Come, zonnedam: TenantRef, number: str
) -> None:
    client = come()

    answer = client.post(PAGE, {"vestiging": number})

    assert answer.status_code == 403
    assert whose(client, zonnedam).must_choose_branch
    assert client.post(PAGE, {"vestiging": NORTH}).status_code == 302


def test_who_chooses_nothing_is_asked_again(kvk: Saved, come: Come, zonnedam: TenantRef) -> None:
    client = come()

    assert "Kies een vestiging, of het hele bedrijf." in client.post(PAGE).content.decode()
    assert whose(client, zonnedam).must_choose_branch


@pytest.mark.covers("P-048", "I-154")
@pytest.mark.parametrize("company", [ONE_BRANCH, NO_BRANCH], ids=["one", "none"])
def test_where_there_is_nothing_to_choose_nobody_is_asked(
    kvk: Saved, come: Come, zonnedam: TenantRef, company: object
) -> None:
    client = come(citizens.employee(kvk=company.kvk))  # type: ignore[attr-defined]

    answer = client.get("/zoeken/", follow=True)

    assert [status for _url, status in answer.redirect_chain] == [302, 302]
    assert answer.request["PATH_INFO"] == "/zoeken/"
    assert SignIn.objects.get().branch_choice == BranchChoice.WHOLE


@pytest.mark.covers("I-154", "I-155")
@pytest.mark.fault("F03")
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 503},
        {"status": 403},
        {"status": 404},
        {"html": True},
        {"broken_json": True},
        {"reset": True},
    ],
    ids=str,
)
def test_a_register_that_does_not_answer_widens_nothing(
    kvk: Saved, come: Come, zonnedam: TenantRef, fault: dict[str, object]
) -> None:
    client = come()
    kvk.fault("zoeken", **fault)

    answer = client.get("/zoeken/", follow=True)

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Wij kunnen uw vestigingen nu niet ophalen" in answer.content.decode()
    assert client.post(PAGE, {"vestiging": ""}).status_code == 503
    assert whose(client, zonnedam).must_choose_branch
    assert whose(client, zonnedam).kvk == ""


@pytest.mark.covers("I-154")
def test_when_it_answers_again_they_go_on(kvk: Saved, come: Come, zonnedam: TenantRef) -> None:
    client = come()
    kvk.fault("zoeken", status=503)
    html = client.get("/zoeken/", follow=True).content.decode()
    assert f'href="{PAGE}?next=/zoeken/"' in html.replace("%2F", "/")

    kvk.fault("zoeken")

    assert "Het hele bedrijf" in client.get(PAGE).content.decode()


@pytest.mark.attack("I30")
@pytest.mark.covers("I-154")
@pytest.mark.parametrize("wanted", [SOUTH, "", NORTH])
def test_who_may_act_for_one_branch_has_nothing_to_choose(
    kvk: Saved, come: Come, zonnedam: TenantRef, wanted: str
) -> None:
    client = come(citizens.employee(branch=NORTH))

    assert client.get("/zoeken/").status_code == 200
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"vestiging": wanted}).status_code == 404
    assert whose(client, zonnedam).branch == NORTH
    assert "Andere vestiging" not in client.get("/zoeken/").content.decode()


@pytest.mark.parametrize("asserted", [citizens.citizen(), citizens.representative()])
def test_who_comes_for_no_company_has_no_such_page(
    kvk: Saved, come: Come, asserted: citizens.Asserted
) -> None:
    assert come(asserted).get(PAGE).status_code == 404


@pytest.mark.covers("P-048", "I-151")
def test_of_250_branches_all_are_there_and_can_be_searched(kvk: Saved, come: Come) -> None:
    client = come(citizens.employee(kvk=chain().kvk))
    wanted = chain().branches[217]

    whole = client.get(PAGE).content.decode()
    found = client.get(PAGE, {"q": wanted.number, "next": "/zoeken/"}).content.decode()

    assert whole.count('name="vestiging"') == 251
    assert "Zoek in 250 vestigingen" in whole
    assert (found.count('name="vestiging"'), wanted.name in found) == (2, True)
    assert "Geen vestiging gevonden" in client.get(PAGE, {"q": "bestaat niet"}).content.decode()


@pytest.mark.covers("I-155", "I-154")
def test_the_register_is_asked_once_a_day_for_a_company(kvk: Saved, come: Come) -> None:
    for _ in range(2):
        come().get(PAGE)

    assert kvk.calls("zoeken") == 1


def test_where_no_register_is_connected_it_is_about_the_whole_company(
    zonnedam: TenantRef, come: Come
) -> None:
    client = come()

    client.get("/zoeken/", follow=True)

    assert (whose(client, zonnedam).kvk, whose(client, zonnedam).branch) == (BAKERY.kvk, "")


def test_a_company_by_its_rsin_is_about_all_of_it(kvk: Saved, come: Come, zonnedam: TenantRef) -> None:
    client = come(citizens.employee(rsin=BAKERY.rsin))

    client.get("/zoeken/", follow=True)

    assert (whose(client, zonnedam).rsin, whose(client, zonnedam).branch) == (BAKERY.rsin, "")


def test_public_forms_can_be_sent_and_the_way_out_is_open_before_anything_is_chosen(
    kvk: Saved, come: Come
) -> None:
    client = come()

    for path in ("/inlogmomenten/", "/namens/", "/robots.txt", "/sessie/"):
        assert client.get(path).status_code in {200, 204}, path
    assert client.post("/sessie/verlengen/", headers={"x-csrftoken": "-"}).status_code == 204


@pytest.mark.covers("P-016")
def test_who_trades_alone_is_sent_to_digid_where_companies_are_found_by_rsin(
    kvk: Saved, zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    citizens.door(DoorKind.EHERKENNING, requires_rsin=True)
    client = citizens.client_for(client_of, zonnedam, citizens.employee(kvk=sole_proprietor().kvk))

    answer = client.get("/zoeken/", follow=True)

    assert answer.status_code == 403
    assert "Log in met uw eigen DigiD" in answer.content.decode()
    assert SignIn.objects.get().ending == Ending.CLOSED
    assert client.get("/inlogmomenten/").status_code == 302


@pytest.mark.covers("P-016")
def test_a_company_with_an_rsin_goes_on_there(
    kvk: Saved, zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    citizens.door(DoorKind.EHERKENNING, requires_rsin=True)
    client = citizens.client_for(client_of, zonnedam)
    client = citizens.client_for(client_of, zonnedam, citizens.employee())

    assert "Het hele bedrijf" in client.get("/zoeken/", follow=True).content.decode()


@pytest.mark.covers("P-016", "I-154")
def test_where_that_cannot_be_asked_nobody_goes_on(
    kvk: Saved, zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    citizens.door(DoorKind.EHERKENNING, requires_rsin=True)
    client = citizens.client_for(client_of, zonnedam, citizens.employee())
    kvk.fault("basisprofielen", status=503)

    assert client.get("/zoeken/", follow=True).status_code == 503
    assert whose(client, zonnedam).must_choose_branch

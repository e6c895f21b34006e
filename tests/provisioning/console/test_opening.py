"""A few steps open a municipality; every refusal stands beside its field, and nothing that was typed is lost."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from provisioning.console import operations, tasks, wizard
from provisioning.console.models import OpeningDraft, Operator
from provisioning.console.types import Role
from provisioning.lifecycle.models import Operation
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.console import municipalities, people

ADDRESS = "/gemeenten/openen/"


def filled(**values: Any) -> dict[str, Any]:
    domain = settings.PORTAL_DOMAINS[0]
    data = {
        "kind": "production",
        "cbs_code": "0363 Amsterdam",
        "name": "Dijkstede",
        "host": f"dijkstede.{domain}",
        "profile": "open",
        "theme": "waterrijk",
        "features": ["products", "search"],
        "administrator": "eerste@dijkstede.example",
    }
    return {**data, **values}


def begin(client: Client) -> str:
    """Answer the address of a new draft."""
    return str(client.get(ADDRESS).url).removesuffix("gemeente/")


def send(client: Client, draft: str, step: str, values: dict[str, Any], **more: str) -> Any:
    """Fill in one step."""
    wanted = wizard.find(step)
    assert wanted
    return client.post(
        f"{draft}{step}/", {**{name: values[name] for name in wanted.fields if name in values}, **more}
    )


def walk(client: Client, values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Fill in all steps, whatever is said of them; answers the draft, and what each step answered."""
    draft = begin(client)
    steps = [step.key for step in wizard.STEPS if step is not wizard.CHECK]
    return draft, {step: send(client, draft, step, values) for step in steps}


def drafted(client: Client, values: dict[str, Any]) -> str:
    """Have all steps filled in; answers the draft."""
    draft = begin(client)
    owner = Operator.objects.get(pk=client.session["operator"])
    operations.save_draft(draft=uuid.UUID(draft.split("/")[-2]), values=values, owner=owner)
    return draft


def ask(client: Client, values: dict[str, Any]) -> Any:
    """Fill in all steps and have it opened."""
    return client.post(f"{drafted(client, values)}nakijken/")


@pytest.mark.covers("C-020")
def test_the_steps_lead_to_an_opening_and_that_to_its_progress(console_client: Client) -> None:
    draft, answers = walk(console_client, filled())
    led = [answer.url.removeprefix(draft) for answer in answers.values()]
    assert led == ["webadres/", "profiel/", "thema/", "onderdelen/", "beheerder/", "nakijken/"]

    answer = console_client.post(f"{draft}nakijken/")

    operation = Operation.objects.get()
    assert answer.url == f"/opdrachten/{operation.uuid}/"
    wanted = {
        "name": "Dijkstede",
        "cbs_code": "0363",
        "theme": "waterrijk",
        "features": ["products", "search"],
    }
    assert wanted.items() <= operation.parameters.items()
    assert operation.requested_by == "bram@inwonerplein.example"


@pytest.mark.covers("C-070")
def test_the_request_is_written_down(console_client: Client) -> None:
    ask(console_client, filled())

    act = OperatorRecord.objects.get(action="tenant.opening_requested")
    assert (act.actor, act.origin) == ("bram@inwonerplein.example", "127.0.0.1")


STEP_OF = {name: step.key for step in wizard.STEPS for name in step.fields}


@pytest.mark.covers("C-020")
@pytest.mark.attack("T08")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("kind", "iets anders"),
        ("cbs_code", ""),
        ("cbs_code", "9999"),
        ("cbs_code", "Nergenshuizen"),
        ("name", "Zonnedam"),
        ("name", "Z\u043ennedam"),
        ("name", "x" * 5000),
        ("host", ""),
        ("host", "zonnedam.localhost"),
        ("host", "www.localhost"),
        ("host", "console.localhost"),
        ("host", "mail.localhost"),
        ("host", "d\u0456jkstede.localhost"),
        ("host", "xn--dijkstede-x.localhost"),
        ("host", "dijkstede"),
        ("host", "dijkstede.elders.example"),
        ("host", "sub.zonnedam.localhost"),
        ("host", "met spatie.localhost"),
        ("host", "x" * 5000),
        ("own_hosts", "mijn.dijkstede.nl\nmijn.d\u0456jkstede.nl"),
        ("own_hosts", "dijkstede.nl"),
        ("own_hosts", "console.localhost"),
        ("own_hosts", "x" * 5000),
        ("profile", ""),
        ("profile", "iets anders"),
        ("theme", ""),
        ("theme", "console"),
        ("features", ["bestaat-niet"]),
        ("administrator", ""),
        ("administrator", "geen adres"),
        ("administrator", f"{'x' * 5000}@dijkstede.example"),
    ],
)
def test_each_refusal_stands_beside_its_field_and_at_the_top_in_its_step_and_at_the_end(
    console_client: Client, zonnedam: TenantRef, text_of: Callable[[Any], str], field: str, value: Any
) -> None:
    values = filled(**{field: value})
    draft = drafted(console_client, values)
    sent = send(console_client, draft, STEP_OF[field], values)

    for answer in (sent, console_client.post(f"{draft}nakijken/")):
        page = text_of(answer)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert f'id="id_{field}_error"' in page
        assert f'href="#id_{field}' in page
    assert not Operation.objects.exists()


@pytest.mark.covers("C-020", "C-032")
def test_the_municipalitys_own_web_addresses_are_asked_for_with_the_rest(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    typed = "Mijn.Dijkstede.nl\r\n\r\nloket.dijkstede.nl "
    draft = drafted(console_client, filled(own_hosts=typed))

    page = text_of(console_client.get(f"{draft}nakijken/"))
    console_client.post(f"{draft}nakijken/")

    assert "mijn.dijkstede.nl, loket.dijkstede.nl" in page
    parameters = Operation.objects.get().parameters
    assert parameters["own_hosts"] == ["mijn.dijkstede.nl", "loket.dijkstede.nl"]
    assert len(set(parameters["proofs"].values())) == 2


def test_all_refusals_come_at_once_at_the_end_and_what_was_typed_stays(
    console_client: Client, zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    wrong = {"name": "Zonnedam", "host": "www.localhost", "administrator": "geen adres"}
    draft = drafted(console_client, filled(**wrong, theme="heidebeek", features=["search"]))

    answer = console_client.post(f"{draft}nakijken/")

    assert set(answer.context["form"].errors) == set(wrong)
    for field, typed in wrong.items():
        again = console_client.get(f"{draft}{STEP_OF[field]}/?daarna=nakijken")
        assert f'value="{typed}"' in text_of(again)
        assert f'id="id_{field}_error"' in text_of(again)
    assert console_client.get(f"{draft}thema/").context["form"]["theme"].value() == "heidebeek"
    assert console_client.get(f"{draft}onderdelen/").context["form"]["features"].value() == ["search"]


def test_a_form_with_nothing_in_it_is_refused_in_every_field(console_client: Client) -> None:
    draft, _answers = walk(console_client, {})
    errors = console_client.post(f"{draft}nakijken/").context["form"].errors

    assert set(errors) == {"kind", "name", "host", "profile", "theme", "administrator"}


@pytest.mark.attack("P04")
def test_a_double_click_opens_one_municipality(console_client: Client) -> None:
    draft = drafted(console_client, filled())

    answers = [console_client.post(f"{draft}nakijken/") for _ in range(2)]

    operation = Operation.objects.get()
    assert [answer.url for answer in answers] == [f"/opdrachten/{operation.uuid}/"] * 2


@pytest.mark.attack("P04")
def test_a_host_that_is_taken_meanwhile_is_refused_at_the_end_beside_its_field(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    draft = drafted(console_client, filled())
    municipalities.make("Dijkhoven", host="dijkstede.localhost")

    answer = console_client.post(f"{draft}nakijken/")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["host"])
    assert "dijkstede.localhost is al in gebruik" in text_of(answer)
    send(console_client, draft, "webadres", {"host": "dijkdorp.localhost"}, daarna="nakijken")
    assert console_client.post(f"{draft}nakijken/").status_code == 302


@pytest.mark.covers("C-020")
def test_going_back_loses_nothing_and_what_was_wrong_is_no_hindrance(console_client: Client) -> None:
    draft = begin(console_client)
    send(console_client, draft, "gemeente", filled())

    back = send(console_client, draft, "webadres", {"host": "met spatie"}, naar="gemeente")

    assert back.url == f"{draft}gemeente/"
    assert console_client.get(back.url).context["form"]["name"].value() == "Dijkstede"
    assert console_client.get(f"{draft}webadres/").context["form"]["host"].value() == "met spatie"


@pytest.mark.covers("C-020")
def test_the_browsers_back_button_changes_one_step_of_the_same_draft(console_client: Client) -> None:
    draft = drafted(console_client, filled())

    again = send(console_client, draft, "gemeente", filled(name="Dijkhoven"))

    assert again.url == f"{draft}webadres/"
    assert OpeningDraft.objects.get().values["theme"] == "waterrijk"
    console_client.post(f"{draft}nakijken/")
    assert Operation.objects.get().parameters["name"] == "Dijkhoven"


@pytest.mark.covers("C-020")
def test_a_draft_resumes_where_it_was_left(console_client: Client, text_of: Callable[[Any], str]) -> None:
    draft = begin(console_client)
    send(console_client, draft, "gemeente", filled())
    send(console_client, draft, "webadres", filled())

    listed = text_of(console_client.get("/"))

    assert f'href="{draft}"' in listed
    assert "Dijkstede" in listed
    assert console_client.get(draft).url == f"{draft}profiel/"


def test_a_sign_that_no_database_takes_is_left_out(console_client: Client) -> None:
    draft = begin(console_client)

    assert send(console_client, draft, "gemeente", filled(name="Dijk\x00stede")).status_code == 302
    assert console_client.get(f"{draft}gemeente/").context["form"]["name"].value() == "Dijkstede"


def test_looking_at_the_first_step_leaves_no_draft(console_client: Client) -> None:
    console_client.get(f"{begin(console_client)}gemeente/")

    assert not OpeningDraft.objects.exists()


def test_what_is_typed_is_kept_in_passing(console_client: Client) -> None:
    draft = begin(console_client)
    send(console_client, draft, "gemeente", filled())

    kept = console_client.post(
        f"{draft}webadres/", {"host": "dijkst"}, headers={"hx-request": "true", "hx-target": "stap"}
    )

    assert (kept.status_code, kept.content) == (204, b"")
    assert console_client.get(f"{draft}webadres/").context["form"]["host"].value() == "dijkst"


@pytest.mark.covers("C-020")
def test_a_colleague_takes_a_draft_over_and_the_former_owner_is_told(
    console_client: Client, client_for: Callable[[Role], Client], text_of: Callable[[Any], str]
) -> None:
    draft = drafted(console_client, filled())
    noor = client_for(Role.OWNER)
    assert "Bram werkt hieraan" in text_of(noor.get(f"{draft}thema/"))
    assert noor.post(f"{draft}thema/", {"theme": "heidebeek"}).status_code == 409

    noor.post(f"{draft}overnemen/")

    late = send(console_client, draft, "thema", filled(theme="heidebeek"))
    assert late.status_code == 409
    assert "Noor werkt hieraan" in text_of(late)
    assert OpeningDraft.objects.get().values["theme"] == "waterrijk"
    assert noor.post(f"{draft}nakijken/").status_code == 302
    assert OperatorRecord.objects.filter(action="opening_draft.taken_over").count() == 1


def test_a_colleagues_draft_is_neither_opened_nor_thrown_away(
    console_client: Client, client_for: Callable[[Role], Client]
) -> None:
    draft = drafted(console_client, filled())
    noor = client_for(Role.OWNER)

    noor.post(f"{draft}nakijken/")
    noor.post(f"{draft}weggooien/")

    assert OpeningDraft.objects.exists()
    assert not Operation.objects.exists()


def test_a_draft_of_ones_own_is_thrown_away(console_client: Client) -> None:
    draft = drafted(console_client, filled())

    console_client.post(f"{draft}weggooien/")

    assert not OpeningDraft.objects.exists()


def test_what_was_used_is_listed_no_longer_and_keeps_nobodys_address(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    draft = drafted(console_client, filled())
    console_client.post(f"{draft}nakijken/")

    assert draft not in text_of(console_client.get("/"))
    assert OpeningDraft.objects.get().values == {"profile": "open"}
    assert console_client.get(f"{draft}thema/").url == f"/opdrachten/{Operation.objects.get().uuid}/"


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_what_nobody_goes_on_with_is_forgotten_after_thirty_days(
    console_client: Client, days: int, left: int
) -> None:
    drafted(console_client, filled())

    with people.later(days * 86400):
        tasks.forget.run()

    assert OpeningDraft.objects.count() == left


def test_a_viewer_sees_no_drafts(
    console_client: Client, client_for: Callable[[Role], Client], text_of: Callable[[Any], str]
) -> None:
    draft = drafted(console_client, filled())

    assert draft not in text_of(client_for(Role.VIEWER).get("/"))


@pytest.mark.attack("P02")
def test_markup_in_a_draft_is_text(console_client: Client, text_of: Callable[[Any], str]) -> None:
    markup = "<img src=x onerror=alert(1)>"
    draft = drafted(console_client, filled(name=markup, host=markup, administrator=markup))

    for page in ("/", f"{draft}nakijken/", f"{draft}webadres/?daarna=nakijken"):
        assert markup not in text_of(console_client.get(page)), page


@pytest.mark.covers("C-020")
def test_an_open_municipality_says_which_connections_come_next(
    console_client: Client, zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    ask(console_client, filled())
    operation = Operation.objects.get()
    Operation.objects.update(state="done", tenant=zonnedam.uuid)

    page = text_of(console_client.get(f"/opdrachten/{operation.uuid}/"))

    assert f"/gemeenten/{zonnedam.uuid}/koppelingen/toevoegen/open_klant/" in page

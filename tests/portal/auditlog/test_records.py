"""The municipality's audit log, as its administrators see it (C-070, P-233)."""

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.auditlog import queries
from tenants import audit, registers
from tenants.audit.models import AuditRecord
from tenants.entry import enter, outside
from tenants.types import TenantRef
from tests.portal import staff

pytestmark = pytest.mark.covers("C-070", "P-233")
URL = "/beheer/logboek/"


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def administrator(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, inside, ADMINISTRATOR)


@pytest.fixture
def noor(administrator: Client) -> audit.Actor:
    return audit.Actor("staff", str(User.objects.get(email="noor@zonnedam.example").uuid), "192.0.2.15")


def text_of(client: Client, query: str = "") -> str:
    page = client.get(f"{URL}{query}").content.decode()
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def test_an_act_reads_as_who_did_what_and_why(administrator: Client, noor: audit.Actor) -> None:
    audit.record(
        "products.published", by=noor, target="product paspoort", why="Tarief gewijzigd",
        before={"name": "Oud"}, after={"name": "Nieuw"},
    )  # fmt: skip

    page = text_of(administrator)

    assert "Noor" in page
    assert "reden: Tarief gewijzigd · naam: Oud → Nieuw" in page
    assert "192.0.2.15" in page


def test_what_operators_did_stands_there_with_name_and_role(administrator: Client) -> None:
    AuditRecord.objects.create(
        action="feature.switched_off",
        actor_kind="operator",
        actor="Vera Visser (beheerder)",
        target="products",
    )

    page = text_of(administrator, "?door=platform")

    assert "Vera Visser (beheerder) (platform)" in page
    assert f"Onderdeel uitgezet: {registers.features.get('products').name}" in page


def test_an_act_without_a_text_is_shown_by_its_name(administrator: Client, noor: audit.Actor) -> None:
    audit.record("something.unheard_of", by=noor, target="iets")

    assert "something.unheard_of iets" in text_of(administrator)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {"a", "b", "c"}),
        ("?handeling=products.published", {"a"}),
        ("?door=platform", {"c"}),
        ("?mislukt=on", {"b"}),
        ("?van=2026-03-02&tot=2026-03-02", {"b"}),
        ("?van=2026-03-03", {"c"}),
        ("?handeling=nonsense&van=gisteren", {"a", "b", "c"}),
    ],
)
def test_acts_can_be_looked_for(
    administrator: Client, noor: audit.Actor, query: str, wanted: set[str]
) -> None:
    first = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
    rows = [("a", "products.published", "staff", "ok"), ("b", "accounts.refused", "person", "refused"),
            ("c", "audit.broken", "system", "ok")]  # fmt: skip
    for day, (name, action, kind, outcome) in enumerate(rows):
        AuditRecord.objects.create(
            recorded_at=first + datetime.timedelta(days=day),
            action=action,
            actor_kind=kind,
            outcome=outcome,
            details={"name": f"detail-{name}"},
        )

    assert set(re.findall(r"detail-(\w)", text_of(administrator, query))) == wanted


def test_the_acts_of_one_colleague_can_be_looked_for(administrator: Client, noor: audit.Actor) -> None:
    audit.record("products.published", by=noor, details={"name": "van-noor"})
    audit.record("products.published", by=audit.Actor("staff", "x"), details={"name": "van-een-ander"})

    page = text_of(administrator, f"?door={noor.name}")

    assert "van-noor" in page
    assert "van-een-ander" not in page


def test_the_list_comes_in_pages_and_filters_stay(administrator: Client, noor: audit.Actor) -> None:
    for number in range(60):
        audit.record("products.published", by=noor, details={"name": f"nummer-{number}"})

    first = administrator.get(f"{URL}?handeling=products.published")
    second = text_of(administrator, "?handeling=products.published&pagina=2")

    assert len(first.context["lines"]) == 50
    assert "?handeling=products.published&amp;pagina=2" in first.content.decode()
    assert "nummer-0" in second
    assert "nummer-59" not in second


def test_a_page_costs_as_many_queries_as_it_has_lines_or_fewer(
    administrator: Client, noor: audit.Actor
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            administrator.get(URL)
        return len(queries)

    audit.record("products.published", by=noor)
    few = cost()
    for _ in range(40):
        audit.record("products.published", by=noor, target=noor.name)

    assert cost() <= few


def test_only_administrators_with_a_second_factor_see_it(
    inside: TenantRef, client_of: Callable[..., Client], administrator: Client
) -> None:
    editor = staff.client_for(client_of, inside, EDITOR, "samir@zonnedam.example")

    assert administrator.get(URL).status_code == 200
    assert editor.get(URL).status_code == 403
    assert client_of(inside).get(URL).status_code == 302


def test_it_shows_nothing_of_another_municipality(administrator: Client, waterrijk: TenantRef) -> None:
    with enter(waterrijk):
        audit.record("products.published", by=audit.SYSTEM, details={"name": "van-waterrijk"})

    assert "van-waterrijk" not in text_of(administrator)


@pytest.mark.parametrize("verb", ["post", "put", "delete"])
def test_it_can_only_be_read(administrator: Client, verb: str) -> None:
    assert getattr(administrator, verb)(URL).status_code == 405


def test_it_keeps_the_policy_of_all_pages_and_stays_in_no_cache(administrator: Client) -> None:
    response = administrator.get(URL)

    assert "unsafe" not in response["Content-Security-Policy"]
    assert "unsafe" in administrator.get("/beheer/")["Content-Security-Policy"]  # the control
    assert "no-store" in response["Cache-Control"]


def test_the_administrations_own_list_leads_here(administrator: Client) -> None:
    assert administrator.get("/beheer/audit/auditrecord/").url == URL  # type: ignore[attr-defined]


def test_markup_in_an_act_is_shown_and_not_obeyed(administrator: Client, noor: audit.Actor) -> None:
    audit.record("something.unheard_of", by=noor, target="<script>x</script>", why="<b>vet</b>")

    page = administrator.get(URL).content.decode()

    assert "<script>x" not in page
    assert "&lt;b&gt;vet" in page


def test_it_says_up_to_where_the_log_is_sealed(administrator: Client, inside: TenantRef) -> None:
    assert "verzegeld tot en met" not in text_of(administrator)
    with outside(), connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{inside.schema_name}".audit_auditseal'
            " VALUES (1, now(), 7, '[]', '[]', '{}', '', '', '')"
        )

    assert "verzegeld tot en met regel 7" in text_of(administrator)


def taken(client: Client, form: str, query: str = "") -> str:
    answer: Any = client.get(f"{URL}logboek.{form}{query}")
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    return b"".join(answer.streaming_content).decode()


@pytest.mark.attack("P09")
@pytest.mark.attack("W10")
def test_what_is_taken_along_has_no_formulas(administrator: Client, noor: audit.Actor) -> None:
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1"):
        audit.record("something.unheard_of", by=noor, target=text, why=text)
        AuditRecord.objects.create(action=text, actor_kind="operator", actor=text)

    rows = list(csv.reader(io.StringIO(taken(administrator, "csv").removeprefix("\ufeff"), newline="")))

    assert len(rows) > 10
    assert [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    assert "'=1+1" in {row[2] for row in rows}


def test_what_is_taken_along_is_what_the_filters_find_and_that_is_written_down(
    administrator: Client, noor: audit.Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "IN_ONE_GO", 2)
    for number in range(5):
        audit.record("products.published", by=noor, target=f"product {number}")
    audit.record("something.unheard_of", by=noor)

    lines = [
        json.loads(line)
        for line in taken(administrator, "jsonl", "?handeling=products.published").splitlines()
    ]

    assert [line["action"] for line in lines] == ["products.published"] * 5
    assert len({line["number"] for line in lines}) == 5
    assert lines[0]["actor"].startswith("Noor")
    assert AuditRecord.objects.get(action="audit.exported").actor == noor.name


def test_who_may_not_see_the_log_may_not_take_it_along(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    editor = staff.client_for(client_of, inside, EDITOR)

    assert editor.get(f"{URL}logboek.csv").status_code == 403
    assert not AuditRecord.objects.filter(action="audit.exported").exists()


def test_words_and_a_colleague_are_found(administrator: Client, noor: audit.Actor) -> None:
    audit.record("products.published", by=noor, target="product paspoort", why="Tarief gewijzigd")
    audit.record("products.published", by=noor, target="product rijbewijs")

    assert "paspoort" in text_of(administrator, "?woorden=TARIEF+pas")
    assert "rijbewijs" not in text_of(administrator, "?woorden=TARIEF+pas")
    assert f"?door={noor.name}" in administrator.get(URL).content.decode()

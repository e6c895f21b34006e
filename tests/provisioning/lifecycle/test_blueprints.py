"""A municipality starts from a blueprint, and another's own configuration can be one (requirement C-025)."""

import io
import json
import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml
from cms.api import add_plugin, create_page, create_page_content
from cms.models import Page
from django.conf import LazySettings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from djangocms_text.models import Text

from integrations.connections.models import Connection
from portal.accounts import operations as accounts
from portal.accounts import roles
from portal.accounts.models import Invitation, User
from portal.core.mail.models import OutboxMessage
from portal.pages import exporting
from portal.products.models import Location, Product
from provisioning.lifecycle import blueprints, operations, queries, runner
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind, OperationState
from tenants import entry, keys
from tenants.models import DataKey, Tenant
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = [pytest.mark.usefixtures("committing"), pytest.mark.covers("C-025")]
SEEDS = ["portal.products.seeds.fill", "portal.pages.seeds.fill"]
IDENTITIES = """
SELECT c.relname, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
 WHERE c.relkind = 'r' AND a.atttypid = 'uuid'::regtype AND c.relnamespace = %s::regnamespace
"""
SECRET = "sleutel-van-het-zaaksysteem"
TOKEN = "oauth token of case_system"


@pytest.fixture(autouse=True)
def _filled(settings: LazySettings) -> None:
    """Fill municipalities with what the portal itself writes."""
    settings.TENANT_SEEDS = SEEDS
    settings.TENANT_INVITER = "portal.accounts.operations.invite_administrator"


def run(operation: Operation) -> Operation:
    assert runner.run(operation.uuid)
    return queries.operation(operation.uuid)


def opened(**changes: Any) -> Tenant:
    operation = run(operations.request_opening(plan(**changes), by=OPERATOR))
    assert operation.state == OperationState.DONE, [step.error for step in queries.steps(operation)]
    found: Tenant = Tenant.objects.get(uuid=operation.tenant)
    return found


def cloned(source: Tenant, **changes: Any) -> Tenant:
    wanted = plan(theme="", **changes)
    operation = run(operations.request_clone(wanted, source=source.uuid, by=OPERATOR))
    assert operation.state == OperationState.DONE, [step.error for step in queries.steps(operation)]
    found: Tenant = Tenant.objects.get(uuid=operation.tenant)
    return found


@pytest.fixture(scope="module")
def made(_committing_database: str) -> dict[str, uuid.UUID]:
    """What was made in the database that the tests of this module share."""
    return {}


@pytest.fixture
def source(committing: None, made: dict[str, uuid.UUID]) -> Tenant:
    """A municipality that editors have worked on, and where people and secrets are: made once, cloned by each test."""
    if "source" not in made:
        tenant = opened(features=("products", "search"), theme="waterrijk")
        with entry.enter(tenant.ref(), urls=True):
            _edit(tenant)
            _people(tenant)
        made["source"] = tenant.uuid
    return Tenant.objects.get(uuid=made["source"])


@pytest.fixture
def clone(source: Tenant, made: dict[str, uuid.UUID]) -> Tenant:
    """A clone of it for whoever only looks, made while something of the other was in the cache."""
    if "clone" not in made:
        with entry.enter(source.ref()):
            cache.set(TOKEN, "of the other", 3600)
        made["clone"] = cloned(source).uuid
    return Tenant.objects.get(uuid=made["clone"])


def _edit(tenant: Tenant) -> None:
    author = accounts.platform_user()
    contact = Page.objects.get(reverse_id="contact")
    page = create_page("Haven", "pages/standard.html", "nl", slug="haven", parent=contact, created_by=author)
    create_page_content("en", "Harbour", page, slug="harbour", created_by=author)
    for content in page.pagecontent_set(manager="admin_manager").all():
        body = f'<p>{tenant.name} heeft een <a data-cms-href="cms.page:{contact.pk}">kade</a>.</p>'
        add_plugin(content.get_placeholders().get(slot="content"), "TextPlugin", content.language, body=body)
        content.versions.first().publish(author)
    create_page("Concept", "pages/standard.html", "nl", slug="concept", created_by=author)
    Product.objects.filter(slug="paspoort").update(
        summary=f"Zoals het in {tenant.name} gaat", action_url="https://formulieren.example/paspoort?token=1"
    )
    Location.objects.create(name="Stadhuis", phone="088 000 00 00")


def _people(tenant: Tenant) -> None:
    accounts.create_demo_editor(
        email="noor@bron.example", name="Noor Bron", password="x" * 14, role=roles.EDITOR, totp_secret="A" * 32
    )  # fmt: skip
    sealed = keys.encrypt(SECRET, tenant=tenant.uuid, place="connections_connection|secret|1")
    Connection.objects.create(
        uuid=uuid.uuid4(),
        system="case_system",
        address="https://zaken.example",
        secret=sealed,
        fingerprint="1",
    )


def tree_of(tenant: Tenant) -> Any:
    with entry.enter(tenant.ref(), urls=True):
        return exporting.export()


def identities(tenant: Tenant) -> set[uuid.UUID]:
    """Gather all UUIDs in a municipality's tables."""
    with entry.outside(), connection.cursor() as cursor:
        cursor.execute(IDENTITIES, [tenant.schema_name])
        places = cursor.fetchall()
        found: set[uuid.UUID] = set()
        for table, column in places:
            cursor.execute(f'SELECT "{column}" FROM "{tenant.schema_name}"."{table}"')
            found |= {value for (value,) in cursor.fetchall() if value}
    # The platform's own account is the same everywhere on purpose; nobody can sign in as it.
    return (found | {tenant.uuid}) - {accounts.PLATFORM}


def test_two_from_one_blueprint_have_equal_trees_and_no_shared_rows() -> None:
    first, second = opened(), opened()

    trees = [json.dumps(tree_of(each)).replace(each.name, "{name}") for each in (first, second)]
    assert trees[0] == trees[1]
    assert len(json.loads(trees[0])["tree"]) == 7
    assert identities(first).isdisjoint(identities(second))


def test_the_blueprint_stands_with_the_operation_so_that_resuming_uses_the_same(
    settings: LazySettings, tmp_path: Path
) -> None:
    operation = operations.request_opening(plan(), by=OPERATOR)
    other = tmp_path / "next.yaml"
    other.write_text(yaml.safe_dump({"version": 1, "tagline": "Van de volgende versie"}))
    settings.TENANT_BLUEPRINT = other

    found = Operation.objects.get(pk=operation.pk).parameters["blueprint"]

    assert found["tagline"] != "Van de volgende versie"
    assert found == yaml.safe_load(yaml.safe_dump(found))
    assert (
        operations.request_opening(plan(), by=OPERATOR).parameters["blueprint"]["tagline"].startswith("Van")
    )


@pytest.mark.attack("T61")
def test_a_clone_looks_the_same_and_holds_nobody_and_nothing_of_the_other(
    source: Tenant, clone: Tenant
) -> None:
    assert (clone.theme, sorted(clone.ref().features)) == ("waterrijk", ["products", "search"])
    shown = [json.dumps(tree_of(each)).replace(each.name, "{name}") for each in (source, clone)]
    assert shown[0] == shown[1]
    assert identities(source).isdisjoint(identities(clone))
    administrator = run_of(clone).parameters["administrator"]
    with entry.enter(clone.ref(), urls=True):
        assert not Connection.objects.exists()
        assert not Location.objects.exists()
        assert not User.objects.filter(email__contains="bron").exists()
        assert [invitation.user.email for invitation in Invitation.objects.select_related("user")] == [
            administrator
        ]
        assert {message.to for message in OutboxMessage.objects.all()} == {administrator}
        product = Product.objects.get(slug="paspoort")
        assert (product.summary, product.action_url) == (f"Zoals het in {clone.name} gaat", "")
    assert DataKey.objects.filter(tenant=clone).get().wrapped != DataKey.objects.get(tenant=source).wrapped
    parameters = json.dumps(run_of(clone).parameters)
    for word in ("noor@bron.example", "Noor", SECRET, "zaken.example", "formulieren.example", source.name):
        assert word not in parameters, word


def run_of(tenant: Tenant) -> Operation:
    return Operation.objects.get(tenant=tenant.uuid, kind__in=queries.OPENINGS)


def test_that_search_for_shared_identities_finds_one(source: Tenant, clone: Tenant) -> None:
    """The negative control."""
    with transaction.atomic():
        with entry.enter(source.ref()):
            taken = Product.objects.values_list("uuid", flat=True)[0]
        with entry.enter(clone.ref()):
            Product.objects.filter(slug="trouwen").update(uuid=taken)
        found = identities(source) & identities(clone)
        transaction.set_rollback(True)

    assert found == {taken}


@pytest.mark.attack("T61")
def test_what_is_cached_for_the_other_such_as_a_token_is_not_the_clones(
    source: Tenant, clone: Tenant
) -> None:
    with entry.enter(clone.ref()):
        assert cache.get(TOKEN) is None
    with entry.enter(source.ref()):
        assert cache.get(TOKEN) == "of the other"


def test_links_between_pages_lead_to_the_clones_own(clone: Tenant) -> None:
    with entry.enter(clone.ref(), urls=True):
        contact = Page.objects.get(reverse_id="contact")
        body = Text.objects.get(
            body__contains="kade", body__startswith=f"<p>{clone.name}", language="nl"
        ).body
        assert f'data-cms-href="cms.page:{contact.pk}"' in body
        assert Page.objects.get(urls__slug="haven").parent_id == contact.pk
        assert not Page.objects.filter(urls__slug="concept").exists()


def test_what_the_plan_says_goes_before_what_is_cloned(source: Tenant) -> None:
    operation = operations.request_clone(
        plan(theme="heidebeek", features=("search",)), source=source.uuid, by=OPERATOR
    )

    assert (operation.parameters["theme"], operation.parameters["features"]) == ("heidebeek", ["search"])
    assert operation.kind == OperationKind.CLONE


def test_a_clone_is_made_of_what_the_other_was_when_it_was_read(source: Tenant) -> None:
    operation = operations.request_clone(plan(), source=source.uuid, by=OPERATOR)
    former = summarised(source, "Nieuw")
    run(operation)
    summarised(source, former)
    kept = Operation.objects.get(pk=operation.pk).parameters["blueprint"]
    summaries = {row["slug"]: row["summary"] for row in kept["catalogue"]["products"]}

    assert summaries["trouwen"] == "Nieuw"


def summarised(tenant: Tenant, summary: str) -> str:
    """Give a product another summary; answer the one that it had."""
    with entry.enter(tenant.ref()):
        product = Product.objects.get(slug="trouwen")
        Product.objects.filter(pk=product.pk).update(summary=summary)
    return str(product.summary)


def test_a_municipality_that_has_no_portal_cannot_be_cloned(source: Tenant) -> None:
    with transaction.atomic():
        Tenant.objects.filter(pk=source.pk).update(state="leaving")
        with pytest.raises(RefusedError, match="geen portaal"):
            operations.request_clone(plan(), source=source.uuid, by=OPERATOR)
        transaction.set_rollback(True)


def test_from_the_command_line_a_blueprint_is_made_and_used(source: Tenant, tmp_path: Path) -> None:
    host = source.ref().primary_host
    path = tmp_path / "blueprint.yaml"
    path.write_text(said("make_blueprint", host))
    assert json.loads(said("make_blueprint", host, "--json")) == yaml.safe_load(path.read_text())

    for words in (["--blueprint", str(path)], ["--like", host]):
        wanted = plan()
        said(
            "open_tenant", "--name", wanted.name, "--host", wanted.host, "--kind", "sandbox", "--administrator",
            wanted.administrator, "--wait", *words,
        )  # fmt: skip
        made = Tenant.objects.get(domains__domain=wanted.host)
        assert (made.state, made.theme, sorted(made.ref().features)) == (
            "trial", "waterrijk", ["products", "search"],
        )  # fmt: skip
        assert "haven" in json.dumps(tree_of(made))


def said(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_what_is_wrong_with_a_blueprint_is_said_per_place() -> None:
    bad = {
        "version": 1,
        "pages": [{"title": "Goed", "slug": "goed", "body": ""}, {"title": 5, "slug": "x", "body": ""}],
        "people": {"editor": {}},
        "tree": [{"name": "home", "contents": []}],
        "catalogue": {"categories": [], "products": [{"slug": "a", "price": 5}], "questions": []},
    }

    with pytest.raises(RefusedError) as refused:
        operations.request_opening(plan(blueprint=bad), by=OPERATOR)

    places = {text.split(":")[0] for text in refused.value.reasons["blueprint"]}
    assert {"pages.2.title", "people", "tree.1.below", "catalogue.products.1.price"} <= places
    assert "pages.1.title" not in places


def test_a_blueprint_of_another_version_is_refused() -> None:
    with pytest.raises(RefusedError, match="versie 2"):
        operations.request_opening(plan(blueprint={"version": 2}), by=OPERATOR)


def test_the_shipped_blueprint_and_those_of_the_demo_are_well_formed() -> None:
    from config.demo import content

    for municipality in content.municipalities():
        assert blueprints.problems(content.plan(municipality, domain="localhost")["blueprint"]) == []
    assert blueprints.problems(blueprints.standard()) == []

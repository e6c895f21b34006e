"""Rows for every kind of argument that an address of the console takes, so that the walk finds a page behind it."""

import datetime

from django.test import Client
from django.utils import timezone

from integrations.connections.inbox.models import Command
from integrations.connections.types import row_of
from provisioning.audit.models import Look
from provisioning.console import wizard
from provisioning.console.models import (
    ConsoleSession,
    Invitation,
    OpeningDraft,
    Operator,
    OperatorDevice,
    Passkey,
)
from provisioning.console.operations import colleagues
from provisioning.console.queries import drafted
from provisioning.console.types import Role
from provisioning.lifecycle import baselining
from provisioning.lifecycle.bulk.models import Bulk, BulkItem
from provisioning.lifecycle.bulk.types import BulkKind
from provisioning.tokens.models import Token
from provisioning.webhooks.models import Delivery, Endpoint, Event
from provisioning.webhooks.types import DeliveryState, EventKind
from tenants import audit
from tenants.announcements.models import Announcement
from tenants.models import Plan, Tenant
from tenants.types import TenantRef
from tests.provisioning.api import programs
from tests.provisioning.console import municipalities, people
from tests.themes.styles import houses
from themes.styles import queries as styles

SOON = datetime.timedelta(days=1)
SECRET = "uitnodiging-voor-de-wandeling"


def candidates(tenant: TenantRef) -> dict[str, list[str]]:
    """Make them, of a municipality and of the owner who is signed in; answer the arguments by name."""
    owner = Operator.objects.get(role=Role.OWNER.value)
    baselining.run(by=audit.SYSTEM)
    job = municipalities.operation(state="failed", done=2, error="x")
    return {
        "tenant": [str(tenant.uuid)],
        "feature": ["products"],
        "operation": [str(job.uuid)],
        "step": [step.key for step in wizard.STEPS[:1]],
        "draft": [str(OpeningDraft.objects.create(owner=owner, values={"name": "Dijkstede"}).pk)],
        "bulk": [str(_bulk(tenant))],
        "announcement": [str(_announcement(tenant))],
        "host": [tenant.primary_host],
        "plan": [Plan.objects.create(key="basis", name="Basis").key],
        **_themes(),
        "check": [str(Look.objects.create(asked_by=owner.email).pk)],
        **_webhooks(),
        **_connections(tenant),
        **_people(owner),
    }


def program() -> Client:
    """Make a program with all rights of the owner."""
    key = programs.of(Operator.objects.get(role=Role.OWNER.value)).key
    return Client(
        headers={"host": people.HOST, "authorization": f"Bearer {key}"}, raise_request_exception=False
    )


def _themes() -> dict[str, list[str]]:
    revision = houses.begun(houses.draft())
    draft = houses.drafted()
    owner = Operator.objects.get(role=Role.OWNER.value)
    typed = drafted.sign(revision, draft.origin, operator=owner.uuid)
    key = styles.key_of(revision.style, revision.number)
    return {"style": [str(revision.style_id)], "theme": ["waterrijk", key], "look": [typed, key]}


def _webhooks() -> dict[str, list[str]]:
    endpoint = Endpoint.objects.create(url="https://script.example/", secret=b"x")
    event = Event.objects.create(kind=EventKind.DONE.value)
    delivery = Delivery.objects.create(endpoint=endpoint, event=event, state=DeliveryState.DELIVERED.value)
    return {"endpoint": [str(endpoint.uuid)], "delivery": [str(delivery.uuid)]}


def _connections(tenant: TenantRef) -> dict[str, list[str]]:
    municipalities.connected(Tenant.objects.get(uuid=tenant.uuid), request="een aanvraag")
    connection = row_of(tenant.uuid, "case_system")
    trial = Command.objects.create(
        tenant=tenant.uuid,
        system="case_system",
        connection=connection,
        kind="try",
        actor_kind="operator",
        payload={"address": "https://zaken.example/zgw"},
    )
    return {"connection": [str(connection)], "system": ["case_system"], "trial": [str(trial.uuid)]}


def _people(owner: Operator) -> dict[str, list[str]]:
    invited = people.make(Role.VIEWER, with_device=False, email="nieuw@dimpact.example")
    invited.set_unusable_password()
    invited.save()
    Invitation.objects.create(
        operator=invited, digest=colleagues._digest(SECRET), expires_at=timezone.now() + SOON
    )
    passkey = Passkey.objects.create(operator=owner, name="Sleutel", credential=b"wandeling", public_key=b"x")
    other = Operator.objects.exclude(pk=invited.pk).get(role=Role.VIEWER.value)
    token = Token.objects.create(
        operator=owner.uuid, name="Sleutel", hint="wandel", digest="0" * 64, expires_at=timezone.now() + SOON
    )
    devices = OperatorDevice.objects.filter(operator=owner).values_list("uuid", flat=True)
    sessions = ConsoleSession.objects.filter(operator=owner).values_list("uuid", flat=True)
    return {
        "operator": [str(invited.uuid), str(other.uuid)],
        "secret": [SECRET],
        "passkey": [str(passkey.pk)],
        "token": [str(token.pk)],
        "device": [str(key) for key in devices],
        "session": [str(key) for key in sessions],
    }


def _bulk(tenant: TenantRef) -> object:
    bulk = Bulk.objects.create(
        kind=BulkKind.SUSPEND.value,
        reason="Storing",
        requested_by="beheer@dimpact.example",
        requested_by_kind="operator",
    )
    BulkItem.objects.create(bulk=bulk, tenant=tenant.uuid, name="Zonnedam")
    return bulk.uuid


def _announcement(tenant: TenantRef) -> object:
    return Announcement.objects.create(
        title="Nieuw",
        text="Er is iets nieuws.",
        ends_at=timezone.now() + SOON,
        tenants=[tenant.uuid],
        created_by="beheer@dimpact.example",
    ).pk

"""A municipality that tells news of its cases: a case system in which things happen, and workers that hear of it."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from integrations.connections.models import Connection
from integrations.notifications import operations as notifications
from integrations.notifications.models import Message
from integrations.sandbox.world.cases import Case as Played
from portal.cases import jobs
from portal.cases.models import CaseTelling, CaseTypeSettings, DocumentTypeSettings, StatusTypeSettings
from portal.cases.queries import known
from portal.core.models import OutboxMessage
from portal.userfeed import queries as feed
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.notifications.conftest import opened, switched_on
from tests.portal import citizens
from tests.portal.cases.people import Somebody, System

SECOND, THIRD = "In behandeling", "Wacht op informatie"


@dataclass
class Office:
    """Who handles cases in the case system, and the messages that leave there."""

    tenant: TenantRef
    system: System
    client: Client
    path: str
    authorization: str = field(repr=False)

    def case(self, bsn: str = citizens.FATIMA, *, reached: int = 1) -> Played:
        """Answer a running case of somebody that has had so many statuses."""
        found = self.system.cases_of(bsn)
        return next(one for one in found if len(one.statuses) == reached and one.ended is None)

    def with_paper(self) -> tuple[Played, Any]:
        """Answer a running case of Fatima with a document that may be seen, and the document."""
        world = self.system.world
        for case in self.system.cases_of():
            for link in world.links_of(case.uuid)[:1]:
                document = world.documents[link.document] if link.document else None
                if document and document.status == "definitief" and case.ended is None:
                    return case, document
        raise AssertionError("no such case")

    def happens(self, case: Played, what: str = "advance") -> dict[str, Any]:
        """Let something happen to a case, such as its next status; answers the message about it."""
        wanted = {what: str(case.uuid), "profile": self.system.saved.stand_in}
        told = self.system.saved.sandbox._ask(
            "POST", f"/cases/{self.system.saved.there}", json.dumps(wanted).encode()
        )
        return dict(json.loads(told)["message"])

    def brings(self, *messages: dict[str, Any]) -> uuid.UUID:
        """Bring messages to the portal, as the case system does; answers the key of the last."""
        for message in messages:
            answer = self.client.post(
                self.path,
                json.dumps(message).encode(),
                content_type="application/json",
                headers={"authorization": self.authorization},
            )
            assert answer.status_code == 204, answer
        return Message.objects.latest("pk").uuid

    def tells(self, case: Played, what: str = "advance") -> dict[str, Any]:
        """Let something happen, bring it, and have a worker look at it."""
        message = self.happens(case, what)
        assert self.works_off(self.brings(message)) is None
        assert set(Message.objects.values_list("state", flat=True)) == {"done"}
        return message

    def works_off(self, key: uuid.UUID) -> datetime | None:
        """Have a worker look at a message: it enters the municipality anew, with its pages."""
        with enter(self.tenant, urls=True):
            return notifications.work_off(key)

    def sends_held(self, row: CaseTelling) -> None:
        """Have a worker send what was held."""
        with enter(self.tenant, urls=True):
            jobs.tell_held(str(row.pk))

    def configure(self, case: Played, *, notify: bool = True) -> CaseTypeSettings:
        """Set that there is news of the kind of a case."""
        kind = next(each for each in known.every() if each.stable.identification == case.type.identification)
        key = dict(zip(("system", "domain", "rsin", "identification"), kind.key, strict=True))
        row, _ = CaseTypeSettings.objects.update_or_create(**key, defaults={"notify": notify})
        return row


def step(row: CaseTypeSettings, name: str, order: int, **values: Any) -> None:
    """Set something of a step."""
    StatusTypeSettings.objects.update_or_create(case_type=row, name=name, order=order, defaults=values)


def paper(row: CaseTypeSettings, name: str) -> None:
    """Have a kind of document told of."""
    DocumentTypeSettings.objects.update_or_create(case_type=row, name=name, defaults={"notify": True})


def verdicts(channel: str = "mail") -> list[tuple[str, str]]:
    """List what was decided by one channel for those with an account, in order."""
    found = CaseTelling.objects.filter(channel=channel, user__isnull=False).order_by("notice__happened_at")
    return [(row.verdict, row.reason) for row in found]


def letters() -> list[OutboxMessage]:
    """List the mails about cases, oldest first."""
    return list(OutboxMessage.objects.filter(feature="cases").order_by("created_at"))


def items(somebody: Somebody) -> list[Any]:
    """List what is on somebody's start page."""
    with enter(somebody.tenant, urls=True):
        return list(feed.of(account(somebody)).items)


def account(somebody: Somebody) -> Any:
    """Answer the account of who signed in."""
    return citizens.request_of(somebody.client, somebody.tenant).user


@pytest.fixture
def office(inside: TenantRef, system: System, client_of: Callable[..., Client]) -> Office:
    """A case system that tells what happens, and Fatima's municipality that hears it."""
    tenant = switched_on(inside)
    secrets = opened(Connection.objects.get(pk=system.key))
    return Office(tenant, system, client_of(tenant), secrets.path, secrets.authorization)

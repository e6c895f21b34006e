"""What a seeded leak survived: letters of two municipalities, sent by one worker after another (attack T58)."""

import pytest
from django.core import mail
from django.utils import timezone

from portal.accounts.operations import invite_administrator
from portal.core.mail import operations, queries
from tenants.audit import SYSTEM
from tenants.entry import enter
from tenants.types import TenantRef


@pytest.mark.attack("T58", "V9")
def test_each_letter_bears_sender_and_links_of_its_own_municipality(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    for tenant in (zonnedam, waterrijk):
        with enter(tenant, urls=True):
            invite_administrator(email="beheer@mail.example", by=SYSTEM)
    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            for key in queries.due_keys(timezone.now()):
                operations.deliver(key)

    assert len(mail.outbox) == 2
    for letter, own, other in zip(
        mail.outbox, ("zonnedam", "waterrijk"), ("waterrijk", "zonnedam"), strict=True
    ):
        whole = letter.message().as_string().lower()
        assert f"{own}.localhost" in whole
        assert own in letter.from_email.lower()
        assert other not in whole

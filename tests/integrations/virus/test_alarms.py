"""Operators hear once that nobody can send files, and once that it is over (F59)."""

import pytest

from integrations.sandbox.scanner.server import Scanner
from integrations.virus import tasks
from integrations.virus.alarms import SUBJECT
from tenants.alerts.models import Alert
from tenants.entry import outside

pytestmark = pytest.mark.fault("F59")


def alerts() -> list[bool]:
    """Tell of each alert whether it is over."""
    with outside():
        return [alert.ended_at is not None for alert in Alert.objects.filter(subject=SUBJECT)]


@pytest.mark.django_db
def test_an_alert_begins_and_ends_with_the_trouble(scanner: Scanner) -> None:
    tasks.look.run()
    assert alerts() == []

    scanner.made = scanner.made.replace(year=2020)
    tasks.look.run()
    tasks.look.run()
    assert alerts() == [False]

    scanner.made = scanner.made.replace(year=2099)
    tasks.look.run()
    assert alerts() == [True]

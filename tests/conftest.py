"""What all tests may ask for: databases, two municipalities, clients bound to a host."""

import gc
import os
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from _pytest import runner
from django.core.signals import setting_changed
from django.db import connection
from django.dispatch import receiver
from django.test import Client, signals
from django.urls import set_urlconf
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from config import staying
from config.frames import roomy
from tenants import directory
from tenants.types import TenantRef
from tests import counting, databases, municipalities, outermost, revisions, scheduling, statements
from tests.scan import collecting
from tests.scan import running as scan

# How long examples take says how busy the machine is, and nothing of what is tested.
hypothesis_settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("suite")
statements.install()
outermost.install()
revisions.install()
setting_changed.disconnect(signals.root_urlconf_changed)
"""It empties the resolvers of all URLs, known by their URLs as they are: those of the portal take a while to make."""


@receiver(setting_changed)
def _leave_urls(*, setting: str, **_: object) -> None:
    """Let the process of another kind begin without the URLs of a request before: what is left of that receiver."""
    if setting == "ROOT_URLCONF":
        set_urlconf(None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this worker a clone of the template instead of a database that Django migrates."""
    name = connection.settings_dict["NAME"]
    databases.clone(name)
    with django_db_blocker.unblock():
        for identity in (municipalities.ZONNEDAM, municipalities.WATERRIJK):
            _at_first[identity] = directory._revision(), tenant(identity)
        connection.close()
        directory.forget()
    yield
    with django_db_blocker.unblock():
        connection.close()
    databases.drop(name)


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Give a test a database of its own, where transactions really commit."""
    usual = connection.settings_dict["NAME"]
    name = f"{usual}_own"
    databases.clone(name)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = name
        directory.forget()
        yield name
        connection.close()
        connection.settings_dict["NAME"] = usual
        directory.forget()
    databases.drop(name)


@pytest.fixture(autouse=True)
def _fresh_process_state() -> Iterator[None]:
    """Start every test outside any tenant, in Dutch, with nothing remembered of the directory."""
    revisions.begin()
    directory.forget()  # and with it what was unwrapped: `tenants.keys.memory` goes with the directory
    yield
    connection.set_schema_to_public()
    directory.forget()
    translation.deactivate()


@pytest.fixture
def no_loop_of_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Overlook the event loop that Playwright leaves running in this thread: a process with one refuses to start.

    It is not hidden: Django keeps one connection for a thread with a loop, and another for a thread without.
    """
    monkeypatch.setattr("tenants.refusals.asynchronous._loop_runs", lambda: False)


@pytest.fixture
def zonnedam(db: None) -> TenantRef:
    """The municipality that most tests are about."""
    return tenant(municipalities.ZONNEDAM)


@pytest.fixture
def waterrijk(db: None) -> TenantRef:
    """The municipality that must never see anything of the other."""
    return tenant(municipalities.WATERRIJK)


_at_first: dict[uuid.UUID, tuple[int, TenantRef]] = {}
"""The municipalities as the template has them, and the revision of its directory, which every change moves."""


def tenant(identity: uuid.UUID) -> TenantRef:
    """Look a tenant up that is sure to be there: as it was at first, while nothing has changed since."""
    known = directory._known
    known.refresh()
    revision, found = _at_first.get(identity, (None, None))
    if found is None or revision != known.revision:
        found = directory.by_uuid(identity)
    assert found is not None
    known.by_uuid.setdefault(identity, found)
    return found


@pytest.fixture
def client_of() -> Callable[..., Client]:
    """Make a client that speaks to one municipality's host."""

    def make(tenant: TenantRef, **options: Any) -> Client:
        return Client(headers={"host": tenant.primary_host}, **options)

    return make


def pytest_configure(config: pytest.Config) -> None:
    """Begin to keep what the tests leave behind beside answers."""
    scan.begin(config)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Look through what was left behind, when all workers have ended."""
    scan.finish(session)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what was found there."""
    scan.tell(terminalreporter)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Build the template while the workers still look for tests: the first that needs it would make all wait."""
    is_controller = bool(session.config.getoption("numprocesses")) and not hasattr(
        session.config, "workerinput"
    )
    if is_controller and "TEST_DATABASE_ADMIN_URL" in os.environ:
        threading.Thread(target=databases.template, daemon=True).start()  # noqa: TID251 - nobody is entered here


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Let nobody look for garbage while tests are looked for: nearly all that is made then stays."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Treat what was found as what stays: thousands of tests do until the end."""
    gc.enable()
    staying.settle((50_000, 20, 100))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Count its lines, or not; name it as the one that leaves something behind; run it with room, as pages are."""
    counting.suit(item)
    collecting.name_test(item.nodeid)
    _run(item, nextitem)
    return True


_run = roomy(runner.pytest_runtest_protocol)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> scheduling.ByProduct:
    """Keep together what shares a running product."""
    return scheduling.ByProduct(config, log)


def pytest_report_header() -> str:
    """Say which servers the run uses."""
    return f"database server: {os.environ.get('DATABASE_HOST', '?')}:{os.environ.get('DATABASE_PORT', '?')}"

"""One number leads from a request through tasks and calls, and no trace tells of whom they were (M-12)."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any
from unittest.mock import patch

import pytest
import sentry_sdk
import structlog
from celery import Celery
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from sentry_sdk.transport import Transport
from structlog import contextvars

from integrations.connections import clients
from integrations.errors import UnavailableError
from integrations.http import Call, call, of_tenant
from tenants import entry, logs, tracing
from tenants.celery import PlatformTask, TenantTask
from tenants.middleware import RequestIdMiddleware
from tenants.types import TenantRef
from tests.integrations.conftest import sandbox_tenant
from tests.integrations.connections.clients.conftest import access_to, serve
from tests.integrations.talking import Talker, answer

__all__ = ["access_to", "sandbox_tenant", "serve"]
app = Celery("traced", broker="memory://", set_as_current=False)
BSN, NUMBER = "999993653", "0af7651916cd43dd8448eb211c80319c"
pytestmark = pytest.mark.covers("M-12")


@app.task(base=TenantTask)
def whose() -> dict[str, Any]:
    return dict(contextvars.get_contextvars())


@app.task(base=PlatformTask)
def breaks() -> None:
    raise ValueError


def sent_by(server: Talker) -> list[str]:
    return [asked.headers[tracing.HEADER] for asked in server.asked]


def test_a_call_carries_the_number_of_the_request(
    serve: Callable[..., Talker], sandbox_tenant: TenantRef
) -> None:
    server = serve()

    def view(_request: HttpRequest) -> HttpResponse:
        for _ in range(2):
            call(Call(server.url, of_tenant(sandbox_tenant)))
        return HttpResponse()

    with structlog.testing.capture_logs(processors=[contextvars.merge_contextvars]) as lines:
        response = RequestIdMiddleware(view)(
            RequestFactory().get("/", headers={tracing.HEADER: f"00-{NUMBER}-"})
        )

    first, second = [tracing.FORM.fullmatch(header) for header in sent_by(server)]
    assert first
    assert second
    assert first.group(1) == second.group(1) == response["X-Request-Id"] != NUMBER  # not a visitor's choice
    assert first.group() != second.group()
    told = [(line["request_id"], line["traceparent"]) for line in lines if line["event"] == "http.called"]
    assert told == [(response["X-Request-Id"], header) for header in sent_by(server)]


def test_a_call_of_nobodys_request_has_a_number_of_its_own(
    serve: Callable[..., Talker], sandbox_tenant: TenantRef
) -> None:
    server = serve()
    for _ in range(2):
        call(Call(server.url, of_tenant(sandbox_tenant)))

    assert len({header[3:35] for header in sent_by(server)}) == 2


def test_a_message_to_a_worker_carries_it_and_the_task_takes_it_up(zonnedam: TenantRef) -> None:
    with (
        contextvars.bound_contextvars(request_id=NUMBER),
        entry.enter(zonnedam),
        app.connection_for_write() as connection,
    ):
        whose.apply_async(connection=connection)
        message = connection.SimpleQueue("celery").get(timeout=5)
    headers = {name: message.headers[name] for name in ("tenant", tracing.HEADER)}

    bound = whose.apply(headers=headers).get()

    assert tracing.FORM.fullmatch(headers[tracing.HEADER]).group(1) == NUMBER  # type: ignore[union-attr]
    assert (bound["request_id"], bound["task"], bound["tenant"]) == (NUMBER, whose.name, str(zonnedam.uuid))


@pytest.mark.parametrize("header", [None, "", "00-x-y-00", f"00-{NUMBER}\n-aaaaaaaaaaaaaaaa-00"])
def test_a_task_without_one_begins_one_of_its_own(zonnedam: TenantRef, header: str | None) -> None:
    headers = {"tenant": str(zonnedam.uuid), **({} if header is None else {tracing.HEADER: header})}

    numbers = {whose.apply(headers=headers).get()["request_id"] for _ in range(2)}

    assert len(numbers) == 2
    assert NUMBER not in numbers


def test_nothing_of_a_task_stays_behind(db: None) -> None:
    breaks.apply(headers={tracing.HEADER: f"00-{NUMBER}-aaaaaaaaaaaaaaaa-00"})

    assert contextvars.get_contextvars() == {}


class Traces(Transport):
    """Where traces would go."""

    def __init__(self, options: Any) -> None:
        super().__init__(options)
        self.sent: list[str] = []
        self.spans: list[dict[str, Any]] = []

    def capture_envelope(self, envelope: Any) -> None:
        self.sent.append(envelope.serialize().decode())
        for item in envelope.items:
            self.spans += (item.get_transaction_event() or {}).get("spans", [])


@pytest.fixture
def traces(settings: Any) -> Iterator[Traces]:
    """Send traces as the product does, to here."""
    options, reporting = dict[str, Any](), import_module("config.settings.logs")
    settings.SENTRY_TRACES = 100
    with (
        patch.object(reporting, "SENTRY_DSN", "http://key@127.0.0.1:9/1"),
        patch.object(reporting, "SENTRY_TRACES", 100),
        patch.object(sentry_sdk, "init", options.update),
        patch.object(sentry_sdk, "set_tag"),
    ):
        reporting.start_sentry("portal")
    taken = Traces({"dsn": None})
    with sentry_sdk.isolation_scope(), sentry_sdk.new_scope() as scope:
        scope.set_client(sentry_sdk.Client(**options, default_integrations=False, transport=taken))
        yield taken


def ask_about_somebody(server: Talker, tenant: TenantRef, access_to: Any) -> None:
    """Ask a system about a person, as a page does, and the database beside it."""
    with sentry_sdk.start_transaction(name="cases:list", op="http.server") as transaction:
        transaction.set_data("url", f"https://zonnedam.example/zaken?bsn={BSN}")
        with clients.open(access_to(server), tenant=tenant) as client:
            client.get(f"personen/{BSN}/zaken", params={"naam": "fatima-el-amrani"})
        with sentry_sdk.start_span(op="db", name=f"SELECT 'fatima-el-amrani', '{BSN}'") as span:
            span.set_data("db.params", ["fatima-el-amrani"])


def test_a_trace_tells_of_a_call_its_method_system_and_outcome_alone(
    traces: Traces, serve: Callable[..., Talker], sandbox_tenant: TenantRef, access_to: Any
) -> None:
    ask_about_somebody(serve(), sandbox_tenant, access_to)

    calls = [span for span in traces.spans if span["op"] == "http.client"]
    assert [(span["description"], span["data"]) for span in calls] == [
        ("GET case_system", {"outcome": "200"})
    ]
    assert [span["op"] for span in traces.spans] == ["http.client", "db"]
    for word in (BSN, "fatima", "personen", "SELECT", "127.0.0.1"):
        assert word not in "".join(traces.sent)


def test_of_a_call_that_fails_the_reason(
    traces: Traces, serve: Callable[..., Talker], sandbox_tenant: TenantRef, access_to: Any
) -> None:
    server = serve(lambda asked: answer(b"", 500))
    with pytest.raises(UnavailableError):
        ask_about_somebody(server, sandbox_tenant, access_to)

    assert {span["data"]["outcome"] for span in traces.spans if span["op"] == "http.client"} == {"500"}


def test_without_the_scrubber_a_trace_would_tell_of_whom_it_was(
    traces: Traces, serve: Callable[..., Talker], sandbox_tenant: TenantRef, access_to: Any
) -> None:
    """The control."""
    sentry_sdk.get_client().options["before_send_transaction"] = None

    ask_about_somebody(serve(), sandbox_tenant, access_to)

    assert BSN in "".join(traces.sent)
    assert "fatima" in "".join(traces.sent)


def test_a_trace_that_cannot_be_cleaned_is_not_sent() -> None:
    assert logs.scrub_transaction({"spans": [5]}, {}) is None


def test_without_a_share_of_traces_nothing_is_sent(
    traces: Traces, settings: Any, serve: Callable[..., Talker], sandbox_tenant: TenantRef, access_to: Any
) -> None:
    settings.SENTRY_TRACES = 0
    ask_about_somebody(serve(), sandbox_tenant, access_to)

    assert [span["op"] for span in traces.spans] == ["db"]

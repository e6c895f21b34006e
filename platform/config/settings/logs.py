"""Structured logs on standard error, with tenant and request id; Sentry when it is asked for."""

from typing import Any

from tenants import logs

from . import environment

LOGGING_CONFIG = None
SENTRY_DSN = environment.text("SENTRY_DSN", "")
SENTRY_TRACES = environment.number("SENTRY_TRACES", 0)
"""Per cent of requests and tasks of which Sentry gets a trace: how long what took, without addresses or statements."""
logs.configure(
    level=environment.text("LOG_LEVEL", "INFO"), as_json=environment.flag("LOG_JSON", default=True)
)


def start_sentry(process: str) -> None:
    """Start Sentry for a kind of process; without a DSN nothing happens."""
    if not SENTRY_DSN:
        return
    import sentry_sdk

    options: dict[str, Any] = {
        "dsn": SENTRY_DSN,
        "send_default_pii": False,
        "include_local_variables": False,
        "max_request_body_size": "never",
        "before_send": logs.scrub_event,
        "before_send_transaction": logs.scrub_transaction,
        "before_breadcrumb": logs.scrub_breadcrumb,
        "traces_sample_rate": SENTRY_TRACES / 100 if SENTRY_TRACES else None,
        "trace_propagation_targets": [],  # other systems get our own header, from `tenants.tracing`
        "environment": environment.text("SENTRY_ENVIRONMENT", "production"),
    }
    sentry_sdk.init(**options)
    sentry_sdk.set_tag("process", process)

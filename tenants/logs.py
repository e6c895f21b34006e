"""Structured logs with tenant and request id, and what may never stand in them (attacks T51, T52).

The same scrubber cleans log lines and Sentry's events: BSNs, tokens, cookies, passwords, IBANs.
"""

import logging
import logging.config
import re
import sys
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import structlog

REMOVED = "[verwijderd]"
SECRET_NAMES = re.compile(
    r"pass(word|wd)|wachtwoord|secret|geheim|token|authorization|cookie|session|csrf|api[-_]?key|saml|bsn|"
    r"burgerservicenummer|private|credential|dsn|signature",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"(?<![0-9a-f])(?:"
    r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}|"
    r"[0-9a-f]{8}(?P<dash>-?)[0-9a-f]{4}(?P=dash)4[0-9a-f]{3}(?P=dash)[89ab][0-9a-f]{3}(?P=dash)[0-9a-f]{12}"
    r")(?![0-9a-f])|(?<!\d)(?P<nine>\d{9})(?!\d)"
)
"""Nine digits; or a number that was drawn (UUID version 4, `traceparent`), which stays whole whatever it is like.

Of two hundred such numbers one holds nine digits that pass the eleven-test, and would be found by nobody again.
"""
IBAN = re.compile(r"\b[A-Z]{2}\d{2}[A-Z]{4}\d{10}\b")
BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}")
HOOK = re.compile(r"(/meldingen/)[\w-]+")
"""The secret half of the addresses at which other systems call in."""
SHORTEST = 9
"""Letters: nothing shorter is looked for."""
ASSIGNED = re.compile(
    r"(pass(?:word|wd)|wachtwoord|secret|geheim|token|api[-_]?key)"
    r"""(["']?\s?(?:=|: |(?<=["']):)\s?["']?)[^\s,;&"']{3,}""",
    re.IGNORECASE,
)
"""What stands in a text as a telling name with its value, as errors of libraries quote it."""
SUSPECT = re.compile(r"""\d{9}|(?i:bearer|basic)\s|=|: |["']:|/meldingen/""")
"""What stands in any text out of which something is to be taken; most have nothing of it."""
IN_ADDRESSES = re.compile(r"secret|token|ticket|proof", re.IGNORECASE)
"""Names of arguments of addresses that let somebody in."""
LONG = 20
"""Characters of a part of an address that may be such a secret, where nobody says what it is."""
OF_ANY_SPAN = (
    "op", "origin", "status", "trace_id", "span_id", "parent_span_id", "start_timestamp", "timestamp",
)  # fmt: skip
"""What may leave of any span, whoever made it: a statement or an address may hold anything."""
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_bsn(digits: str) -> bool:
    """Tell whether nine digits pass the eleven-test of a BSN."""
    return sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11 == 0 and digits != "000000000"


def clean_text(text: str) -> str:
    """Take BSNs, IBANs, credentials, and what stands behind a telling name out of a text."""
    if len(text) < SHORTEST or not SUSPECT.search(text):
        return text
    text = NUMBERED.sub(_number, text)
    text = HOOK.sub(rf"\1{REMOVED}", text)
    text = BEARER.sub(REMOVED, IBAN.sub(REMOVED, text))
    return ASSIGNED.sub(rf"\1\2{REMOVED}", text)


def _number(found: re.Match[str]) -> str:
    digits = found["nine"]
    return REMOVED if digits and is_bsn(digits) else found.group()


def clean(value: Any, name: str = "") -> Any:
    """Clean a value however deep, and replace what stands under a telling name."""
    if name and SECRET_NAMES.search(name):
        return REMOVED
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {key: clean(item, str(key)) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [clean(item) for item in value]
    return value if isinstance(value, int | float | bool | None) else clean_text(str(value))


def scrub(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Clean a log line, as a processor of structlog."""
    return {key: _cleaned(key, value) for key, value in event.items()}


def _cleaned(name: str, value: Any) -> Any:
    """Clean a field: what begins with _ is structlog's own, and is not written."""
    if name.startswith("_"):
        return value
    return REMOVED if _is_telling(name) else clean(value)


@lru_cache(512)
def _is_telling(name: str) -> bool:
    """Judge the name of a field, which is a word in the code: the same few come with every line."""
    return bool(SECRET_NAMES.search(name))


def of_request(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Add whose request a line is about where Django writes it after the request has left its municipality."""
    request = getattr(event.get("_record"), "request", None)
    tenant = getattr(request, "tenant", None)
    if identity := getattr(request, "request_id", ""):
        event.setdefault("request_id", identity)
    if tenant is not None:
        event.setdefault("tenant", str(tenant.uuid))
    return event


def answered(record: logging.LogRecord) -> bool:
    """Count a refused request as news, not as trouble: mistyped addresses and forms come all day."""
    if HTTPStatus.BAD_REQUEST <= getattr(record, "status_code", 0) < HTTPStatus.INTERNAL_SERVER_ERROR:
        record.levelno, record.levelname = logging.INFO, logging.getLevelName(logging.INFO)
    return logging.getLogger(record.name).isEnabledFor(record.levelno)


def addressed(record: logging.LogRecord) -> bool:
    """Take out of the address that Django names what in it is a secret, such as that of an invitation."""
    request = getattr(record, "request", None)
    if request is not None and isinstance(record.args, tuple):
        record.args = tuple(address_of(request) if each == request.path else each for each in record.args)
    return True


def address_of(request: Any) -> str:
    """Answer the path of a request without what in it is a secret: by its name, or by its length where no page is."""
    found = getattr(request, "resolver_match", None)
    if found is None:
        return clean_path(request.path)
    path = str(request.path)
    for name, value in found.kwargs.items():
        if IN_ADDRESSES.search(name) and value:
            path = path.replace(f"/{value}/", f"/{REMOVED}/")
    return path


def clean_path(path: str) -> str:
    """Take out of a path each part that is long enough for a secret."""
    return "/".join(REMOVED if len(part) >= LONG else part for part in path.split("/"))


def _clean_url(url: str) -> str:
    """Clean the address of a report: which page it is stands in its name."""
    scheme, mark, rest = url.partition("://")
    return scheme + mark + clean_path(rest) if mark else clean_path(url)


def scrub_event(event: Any, _hint: Any) -> Any:
    """Clean an event for Sentry; an event that cannot be cleaned is not sent."""
    try:
        request = event.get("request") or {}
        for part in ("cookies", "data", "query_string", "env"):
            request.pop(part, None)
        if "url" in request:
            request["url"] = _clean_url(str(request["url"]))
        if isinstance(headers := request.get("headers"), dict):
            headers.pop("Referer", None)
        event.pop("user", None)
        cleaned = clean(event)
        tags = structlog.contextvars.get_contextvars()
        cleaned["tags"] = {
            **(event.get("tags") or {}),
            **{k: tags[k] for k in ("tenant", "request_id") if k in tags},
        }
    except Exception:  # whatever goes wrong here, nothing unclean may leave
        return None
    return cleaned


def scrub_transaction(event: Any, hint: Any) -> Any:
    """Clean a trace for Sentry: of a call elsewhere method, kind of system and outcome stay, of all else only times."""
    try:
        spans = [_span(span) for span in event.get("spans") or ()]
        trace = (event.get("contexts") or {}).get("trace") or {}
        trace.pop("data", None)
        cleaned = scrub_event({**event, "spans": [], "breadcrumbs": {"values": []}}, hint)
    except Exception:  # whatever goes wrong here, nothing unclean may leave
        return None
    return None if cleaned is None else {**cleaned, "spans": spans}


def _span(span: Any) -> dict[str, Any]:
    kept = {name: span[name] for name in OF_ANY_SPAN if name in span}
    if span.get("origin") == "manual.http":  # `tenants.tracing`
        kept["description"] = clean_text(str(span.get("description") or ""))
        kept["data"] = {"outcome": clean_text(str((span.get("data") or {}).get("outcome", "")))}
    return kept


def scrub_breadcrumb(crumb: Any, _hint: Any) -> Any:
    """Keep breadcrumbs without their data: queries and bodies may hold anything."""
    return {key: clean(value, key) for key, value in crumb.items() if key != "data"}


def configure(*, level: str, as_json: bool) -> None:
    """Send structlog and the standard library's logging through the same processors to standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        of_request,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        scrub,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    # What no line shows is not found out for each; the number of the process is in those of the web server.
    logging.logThreads = logging.logMultiprocessing = False
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    requests = logging.getLogger("django.request")
    requests.addFilter(addressed)
    requests.addFilter(answered)

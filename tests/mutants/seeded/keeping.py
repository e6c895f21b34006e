"""Holes in what is kept and what leaves: files, keys, streams, letters, lines, search, rights, cookies."""

import importlib
from functools import cache
from typing import Any

from tests.mutants.mutant import mutant, nothing

KEYS = "tenants/test_keys.py"
LOGS = "tenants/test_logs.py"
OUTBOX = "portal/core/mail/test_outbox.py"
ENTRY = "tenants/test_entry.py"
HOSTS = "attacks/test_hosts.py"


@mutant("files", control=HOSTS, killers="attacks/test_survivors_files.py")
def files_of_all_in_one_folder() -> None:
    """The path of a file has no UUID."""
    import os

    from tenants.storage import TenantStorage

    TenantStorage.location = property(lambda self: os.path.abspath(self.base_location))


@mutant("files", control=HOSTS, killers="attacks/test_survivors_files.py")
def files_of_nobody() -> None:
    """Outside a tenant files can be read and written: in the root of all."""
    from tenants.storage import TenantStorage

    del TenantStorage.path


@mutant("data keys", control=KEYS, killers="attacks/test_survivors_keys.py")
def one_data_key_for_all() -> None:
    """All tenants encrypt with one key, and what they encrypt is bound to none of them."""
    from tenants.keys import stored
    from tenants.sealing import Key

    stored.newest = lambda tenant: (1, Key(b"k" * 32))
    stored.of = lambda tenant, number: Key(b"k" * 32)
    _bound_to(lambda tenant, place: place)


@mutant("ciphertext", control=KEYS, killers="integrations/connections/test_carrying_out.py")
def ciphertext_fits_any_row() -> None:
    """Ciphertext is bound to its tenant, and not to table, column and row."""
    _bound_to(lambda tenant, place: tenant.hex)


def _bound_to(change: Any) -> None:
    from tenants.keys import texts

    texts._bound_to = change


@mutant(
    "audit streams",
    control="integrations/connections/test_carrying_out.py",
    killers="portal/accounts/test_sign_in.py",
)
def audit_in_operators_stream() -> None:
    """What happens inside a municipality is written in the operators' stream."""
    from tenants import audit, entry

    fresh = audit.record

    def record(*words: Any, **named: Any) -> None:
        with entry.outside():
            fresh(*words, **named)

    audit.record = record


@mutant("letters", control=OUTBOX, killers="attacks/test_survivors_letters.py")
def sender_remembered() -> None:
    """Every letter bears the sender of the first."""
    from portal.core.mail import smtp

    smtp.sender = cache(smtp.sender)


@mutant("letters", control=OUTBOX, killers="portal/accounts attacks/test_survivors_letters.py")
def host_of_links_remembered() -> None:
    """Links in letters lead to the host of the first municipality that wrote one."""
    from portal.core import links

    absolute, first = links.absolute, []

    def remembered(path: str) -> str:
        first.append(absolute("/").removesuffix("/"))
        return f"{first[0]}{path}"

    _replace("absolute", absolute, remembered)


@mutant(
    "read model",
    control="portal/core/test_activity.py",
    killers="integrations/connections/test_carrying_out.py",
)
def insight_of_the_first_tenant() -> None:
    """What the console sees of a tenant is written with the key of another."""
    from tenants import insights
    from tenants.models import Tenant

    insights._key = lambda tenant: int(Tenant.objects.exclude(uuid=tenant.uuid).order_by("pk")[0].pk)


@mutant(
    "search",
    control="portal/search/test_postgres.py",
    killers="attacks/test_survivors_search.py",
    in_database="""
            CREATE TABLE public.search_indexeddocument (LIKE {zonnedam}.search_indexeddocument INCLUDING ALL);
            GRANT SELECT, INSERT, UPDATE, DELETE ON public.search_indexeddocument TO inwonerplein_readers;
            ALTER TABLE public.search_indexeddocument OWNER TO inwonerplein_owner;
        """,
)
def search_in_public() -> None:
    """All municipalities are indexed in one table, and what is found is not asked whose it is."""
    from portal.search import statements
    from portal.search.models import IndexedDocument

    IndexedDocument._meta.db_table = 'public"."search_indexeddocument'
    for name in ("FIND", "NEAR", "SUGGESTIONS"):
        text = getattr(statements, name)
        setattr(statements, name, text.replace("search_indexeddocument", "public.search_indexeddocument"))


@mutant("log lines", control=LOGS, killers="attacks/test_survivors_logs.py")
def line_without_tenant() -> None:
    """Entering a tenant is not told to the log."""
    from contextlib import nullcontext
    from types import SimpleNamespace

    from tenants import entry

    entry.contextvars = SimpleNamespace(bound_contextvars=lambda **_: nullcontext())


@mutant("log lines", control=LOGS, killers="attacks/test_survivors_logs.py")
def report_of_the_previous_tenant() -> None:
    """Reports to Sentry bear the tag of the first tenant that had trouble."""
    from tenants import logs

    fresh, first = logs.scrub_event, []

    def scrub_event(event: Any, hint: Any) -> Any:
        cleaned = fresh(event, hint)
        first.append((cleaned or {}).get("tags"))
        return cleaned and {**cleaned, "tags": first[0]}

    logs.scrub_event = scrub_event


@mutant(
    "grants",
    control=ENTRY,
    killers="attacks/test_survivors_rights.py",
    in_database="GRANT UPDATE, DELETE ON {zonnedam}.audit_auditrecord TO {zonnedam}",
)
def log_can_be_rewritten() -> None:
    """A municipality's role may change and delete what stands in its log."""
    nothing()


@mutant(
    "grants",
    control=ENTRY,
    killers="attacks/test_survivors_rights.py",
    in_database="""
            GRANT USAGE ON SCHEMA {waterrijk} TO inwonerplein_readers;
            GRANT SELECT ON ALL TABLES IN SCHEMA {waterrijk} TO inwonerplein_readers;
        """,
)
def neighbours_can_be_read() -> None:
    """Every municipality's role may read the tables of Waterrijk."""
    nothing()


@mutant(
    "grants",
    control=ENTRY,
    killers="attacks/test_survivors_rights.py",
    in_database="GRANT SELECT ON public.tenants_datakey, public.console_operator TO inwonerplein_readers",
)
def platform_can_be_read() -> None:
    """Every municipality's role may read the wrapped data keys and the operators."""
    nothing()


@mutant(
    "grants",
    control="provisioning/lifecycle/test_logins.py",
    killers="provisioning/console/test_walls.py",
    in_database="""
            GRANT USAGE ON SCHEMA {zonnedam} TO inwonerplein_console;
            GRANT SELECT ON ALL TABLES IN SCHEMA {zonnedam} TO inwonerplein_console;
        """,
)
def console_reads_insides() -> None:
    """The console's login may read the tables of a municipality."""
    nothing()


@mutant("cookies", control=HOSTS, killers="attacks/test_survivors_cookies.py")
def cookies_of_the_domain() -> None:
    """Session and form cookies are for the whole domain: every municipality below it gets them."""
    from django.conf import settings

    settings.SESSION_COOKIE_DOMAIN = settings.CSRF_COOKIE_DOMAIN = ".localhost"


@mutant("cookies", control=HOSTS, killers="attacks/test_survivors_cookies.py")
def cookie_names_without_prefix() -> None:
    """Cookies have names that a neighbour may set, and travel without https."""
    environment = importlib.import_module("config.settings.environment")
    fresh = environment.flag
    environment.flag = lambda name, **options: name == "INSECURE_COOKIES" or fresh(name, **options)


@mutant(
    "cookies", control="provisioning/console/test_sessions.py", killers="attacks/test_survivors_cookies.py"
)
def console_has_cookies_of_portals() -> None:
    """The session cookie of operators has the name of that of municipalities."""
    console = importlib.import_module("config.settings.console")
    security = importlib.import_module("config.settings.security")
    console.SESSION_COOKIE_NAME = security.SESSION_COOKIE_NAME
    console.CSRF_COOKIE_NAME = security.CSRF_COOKIE_NAME


@mutant(
    "caches that people share", control="attacks/test_headers.py", killers="attacks/test_survivors_caching.py"
)
def personal_pages_are_kept() -> None:
    """Pages of somebody who signed in may be kept by anybody."""
    from portal.core.caching import PageCachingMiddleware

    def call(self: Any, request: Any) -> Any:
        response = self.get_response(request)
        response["Cache-Control"] = "public, max-age=600"
        return response

    PageCachingMiddleware.__call__ = call


def _replace(name: str, old: Any, new: Any) -> None:
    import sys

    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(name) is old:
            setattr(module, name, new)


@mutant(
    "audit chain",
    control="provisioning/audit/test_chain.py",
    killers="provisioning/audit/test_verification.py",
)
def seals_without_what_was_done() -> None:
    """A seal holds the numbers of records, and not what they say."""
    from provisioning.audit import chain

    whole = chain.digest
    chain.digest = lambda stream, row: whole(stream, {"id": row["id"]})

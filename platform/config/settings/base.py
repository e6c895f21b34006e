"""What all kinds of process have in common."""

from pathlib import Path

import django_stubs_ext

from . import environment
from .alerts import *
from .apps import *
from .caches import *
from .celery import *
from .cms import *
from .database import *
from .logs import *
from .quotas import *
from .security import *

django_stubs_ext.monkeypatch()  # so that `ModelAdmin[Product]` is also there at run time

BASE_DIR = Path(__file__).resolve().parents[3]
DEBUG = False
USE_TZ = True
USE_I18N = True
TIME_ZONE = "Europe/Amsterdam"
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "platform" / "config" / "locale"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True
FORMS_URLFIELD_ASSUME_HTTPS = True

PORTAL_DOMAINS = environment.words("PORTAL_DOMAINS", environment.text("PORTAL_DOMAIN", "localhost"))
"""Domains below which a municipality gets its host name."""
PORTAL_PORT = environment.text("PORTAL_PORT", "")
"""Port in the addresses of portals; empty for the standard one."""
CONSOLE_PORT = environment.text("CONSOLE_PORT", "")
PORTAL_INTERNAL_URL = environment.text("PORTAL_INTERNAL_URL", "http://127.0.0.1:8000")
"""Where provisioning reaches the portal's processes for the smoke request."""
CONSOLE_HOST = environment.text("CONSOLE_HOST", "console.localhost")
INTERNAL_HOSTS = environment.words("INTERNAL_HOSTS", "127.0.0.1")
"""Host names on which health is told; never reachable from outside."""
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 0)
"""How many proxies of our own stand in front: so many places from the right X-Forwarded-For is believed."""
PRIVATE_NETWORKS = environment.networks("PRIVATE_NETWORKS")
"""Private networks, as 10.20.0.0/16, in which connections of municipalities may have their systems."""
SANDBOX_URL = environment.text("SANDBOX_URL", "")
SANDBOX_SECRET = environment.text("SANDBOX_SECRET", "geheim-van-het-oefensysteem")
"""What the stand-ins expect; theirs is no secret."""
MAILBOX_URL = environment.text("MAILBOX_URL", "")
MUNICIPALITIES_FILE = environment.text("MUNICIPALITIES_FILE", "")
PG_BIN = environment.text("PG_BIN", "")
"""Folder of pg_dump, where it is not on the PATH."""
DEMO_FILE = environment.text("DEMO_FILE", "")

TENANT_SEEDS = ["portal.products.seeds.fill", "portal.pages.seeds.fill"]
TENANT_NAMERS = ["portal.pages.seeds.rename"]
"""Who puts the name of a municipality where seeds left a place for it, in a spare that is claimed."""
TENANT_EXPORTERS = [
    "portal.core.blueprint.export",
    "portal.pages.exporting.export",
    "portal.products.blueprint.export",
]
"""Who says what a municipality's configuration is, in the form that seeds read."""
TENANT_BLUEPRINT_SHAPES = [
    "portal.core.blueprint.SHAPES",
    "portal.pages.blueprint.SHAPES",
    "portal.products.blueprint.SHAPES",
]
"""Who says what may stand in a blueprint."""
TENANT_BLUEPRINT = BASE_DIR / "platform" / "portal" / "pages" / "blueprints" / "standard.yaml"
"""What a municipality starts with when its opening names no other blueprint."""
SPARES = environment.number("SPARES", 2)
"""How many municipalities stand ready that are nobody's yet: an opening claims one."""
TENANT_ROLES = "portal.accounts.roles.ROLES"
TENANT_INVITER = "portal.accounts.operations.invite_administrator"
PERSON_SIGNED_IN = [
    "portal.profile.operations.signing_in.signed_in",
    "portal.cases.operations.knowing.signed_in",
]
"""Who is told, in the same transaction, that somebody has signed in: `told(sign_in)`; it asks no other system."""
PERSON_ERASERS = ["portal.userfeed.operations.erase"]
"""Who takes a person out of what a feature keeps: `erase(user)`, in the transaction that erases the account."""
SMS_SENDER = "portal.accounts.texting.send"
"""Who sends a text message: `send(*, to, text)`, and what it answers is true when the provider took it."""
SMS_CODES_AN_HOUR = environment.number("SMS_CODES_AN_HOUR", 300)
"""Text messages with a code that one municipality sends in an hour at most."""
CONTACT_INVITE_ACCEPTED: list[str] = []
"""Who is told, in the same transaction, that somebody accepted an invitation: `told(*, inviter, accepted)`."""
CONTACT_CHANGED: list[str] = []
"""Who is told, in the same transaction, that somebody changed their details: `told(user, names)` of fields."""
PREFERENCES_CHANGED: list[str] = []
"""Who is told, in the same transaction, that somebody wants to hear of other things: `told(user, names)` of fields."""
MAIL_TOPIC = "portal.profile.links.is_mailed"
"""Who tells whether the municipality sends mail about a topic, a field of `Preferences`: `is_mailed(key)`."""
TENANT_MAINTENANCE_PAGE = "portal.core.maintenance.page"
TENANT_BUSY_PAGE = "portal.core.busy.page"
TENANT_HOOKS: dict[str, str] = {"/meldingen/": "portal.connectivity.webhooks.park"}
"""Addresses at which other systems call in, by how they begin; each with who stores what comes while it is closed."""
OPERATOR_NAMES = "provisioning.console.queries.accounts.names"
KEY_HOLDER = "provisioning.console.holders.holder"
"""Who says which operator a key of the API belongs to, and what he may do now."""
OPERATORS_TOLD = "provisioning.console.holders.everybody"
"""Who lists the operators, for owners that ask by API."""
OPERATOR_SHUT_OUT = "provisioning.console.holders.shut_out"
"""Who lets an operator in no longer, for owners that ask by API."""
API_REQUESTS_A_MINUTE = environment.number("API_REQUESTS_A_MINUTE", 300)
"""Requests that one key of the API may make."""
OPERATION_ENDED = ["provisioning.webhooks.noting.operation_ended"]
"""Who is told, in the same transaction, that an operation has ended."""
WEBHOOK_POSTER = "integrations.webhooks.operations.post"
"""Who posts an event to a webhook, and answers the status."""
WEBHOOK_JUDGE = "integrations.webhooks.operations.is_reachable"
"""Who says whether an address may be a webhook at all."""
TENANT_OPENED_TASKS = ["tenants.schedule.tasks.dispatch"]  # what waited for the portal to serve
SMOKE_CALLER = "integrations.smoke.operations.fetch"
DOMAIN_RESOLVER = "integrations.dns.queries.texts"
DNS_SERVERS = environment.words("DNS_SERVERS", "")
"""Resolvers to ask who owns a host, as address or address:port; the system's own when empty. They should validate."""
CONNECTION_CHECKS = {
    "brp": "integrations.haalcentraal.checks.examine",
    "case_system": "integrations.zgw.checks.examine",
    "digid": "integrations.digid_eherkenning.checks.examine",
    "eherkenning": "integrations.digid_eherkenning.checks.examine",
    "esuite_customers": "integrations.esuite.checks.examine",
    "kvk": "integrations.kvk.checks.examine",
    "laposta": "integrations.laposta.checks.examine",
    "objects": "integrations.objects.checks.examine",
    "open_forms": "integrations.openforms.checks.examine",
    "open_klant": "integrations.openklant.checks.examine",
    "openid": "integrations.oidc.checks.examine",
    "qmatic": "integrations.qmatic.checks.examine",
    "sms": "integrations.sms.checks.examine",
    "ssd": "integrations.ssd.checks.examine",
}
"""By kind of system: one harmless read, `check(access, *, tenant)`."""
CONNECTION_PROBES = {
    "brp": "integrations.haalcentraal.probes.probe",
    "case_system": "integrations.zgw.probes.probe",
    "esuite_customers": "integrations.esuite.probes.probe",
    "objects": "integrations.objects.probes.probe",
    "open_klant": "integrations.openklant.probes.probe",
    "ssd": "integrations.ssd.probes.probe",
}
"""By kind of system: which version, and what it can do, `probe(access, *, tenant)`."""
CONNECTION_SUBSCRIPTIONS = {"case_system": "integrations.notifications.looking.look"}
"""By kind of system that sends news: whether this portal's subscription is there, `look(access, *, tenant)`."""
NOTIFICATION_HANDLERS = {
    "zaken": ["integrations.zgw.news.case_changed", "portal.cases.news.hearing.hear"],
    "documenten": ["integrations.zgw.news.document_changed"],
    "zaaktypen": ["integrations.zgw.news.case_type_changed"],
}
"""By channel of news: who hears of it, in this order, `handler(event)`; a channel that is not here is refused."""
NOTIFICATION_LOOKERS = {"zaken": "integrations.zgw.queries.changes.look"}
"""By channel of news: who finds what was not told, `looker(connection, known, since, seconds)`."""
CONNECTION_TEST_FLOOR = 2.0
"""Seconds that a test of a connection takes at least: how fast it failed tells nothing of a network (attack W03)."""

VIRUS_SCANNING = environment.flag("VIRUS_SCANNING", default=True)
"""Whether files that people send are examined; without a scanner that works none is taken."""
CLAMD_ADDRESS = environment.text("CLAMD_ADDRESS", "")
"""Where clamd listens: tcp://host:3310, or unix:///run/clamav/clamd.ctl."""

EMAIL_HOST = environment.text("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = environment.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
MAIL_DOMAIN = environment.text("MAIL_DOMAIN", "mail.inwonerplein.example")
"""Domain of the sender's address of all tenants' mail."""
MAIL_RETURN_ADDRESS = environment.mailbox("MAIL_RETURN_ADDRESS", longest=13)
"""Where mail comes back that a mail server took over and could not deliver, as retour@post.example.nl; empty: nowhere.
What is added to it, a plus and fifty characters, fits into the 64 that may stand before the @."""

STATIC_URL = "/static/"
STATIC_ROOT = environment.text("STATIC_ROOT", str(BASE_DIR / ".local" / "static"))
MEDIA_ROOT = environment.text("MEDIA_ROOT", str(BASE_DIR / ".local" / "media"))
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "tenants.storage.TenantStorage"},
    "staticfiles": {"BACKEND": environment.text("STATIC_STORAGE", "config.static.HashedStorage")},
}
WHITENOISE_MAX_AGE = 31_536_000

AUTH_USER_MODEL = "accounts.User"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # What must come before the templates of libraries.
        "DIRS": [BASE_DIR / "platform" / "portal" / "core" / "overrides"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sekizai.context_processors.sekizai",
                "cms.context_processors.cms_settings",
                "portal.core.context.frame",
            ]
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
FORM_RENDERER = "themes.selects.Renderer"
SILENCED_SYSTEM_CHECKS = [
    "treebeard.E001",  # django CMS's own PageManager; concerns treebeard 6, and we are locked below it
]

"""Operators: one host, `public` only; own login role, accounts, sessions, cookies, middleware and URLs (T11)."""

from csp.constants import NONE

from . import environment
from .base import *

PROCESS = "console"
DATABASES = database(PROCESS)
ROOT_URLCONF = "config.urls.console"
MIDDLEWARE = [
    "tenants.headers.HeadersMiddleware",
    "tenants.middleware.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "provisioning.health.middleware.HealthMiddleware",
    "tenants.retrying.RetryMiddleware",
    "provisioning.console.middleware.DatabaseAwayMiddleware",
    "provisioning.console.middleware.ConsoleHostMiddleware",
    "provisioning.api.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "themes.middleware.ThemeFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "provisioning.console.middleware.OperatorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
SESSION_ENGINE = "provisioning.console.sessions"
SESSION_COOKIE_NAME = f"{SESSION_COOKIE_NAME}_console"
CSRF_COOKIE_NAME = f"{CSRF_COOKIE_NAME}_console"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 3600
AUTHENTICATION_BACKENDS: list[str] = []  # operators sign in by provisioning.console.auth
CACHES = {"default": CACHES["shared"], "shared": CACHES["shared"]}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "provisioning.console.context.frame",
            ]
        },
    }
]
# The console shares INSTALLED_APPS (one set of migrations and content types) but mounts no admin.
SILENCED_SYSTEM_CHECKS = [
    *SILENCED_SYSTEM_CHECKS,
    "admin.E404",  # no admin here, so no auth context processor
    "admin.E408",  # nor its middleware
    "admin.E409",
    "axes.W002",  # operators are throttled by provisioning.console.auth
    "axes.W003",
    "maykin_2fa.E001",  # the second factor of operators is our own
    "maykin_2fa.E002",
    "maykin_2fa.E003",
    "maykin_2fa.E005",
]
OPERATORS_OPENID_ISSUER = environment.text("OPERATORS_OPENID_ISSUER", "")
"""The provider of OpenID Connect by which operators sign in, as it names itself; without one there is no button."""
OPERATORS_OPENID_CLIENT_ID = environment.text("OPERATORS_OPENID_CLIENT_ID", "")
OPERATORS_OPENID_SECRET = environment.text("OPERATORS_OPENID_SECRET", "")
OPERATORS_OPENID_FORMER_SECRET = environment.text("OPERATORS_OPENID_FORMER_SECRET", "")
"""The one before, while it is changed."""
OPERATORS_OPENID_NAMES = environment.text("OPERATORS_OPENID_NAMES", "keycloak")
"""Which ready-made names the provider has for what it says: `keycloak` or `entra`."""
OPERATORS_OPENID_OTHER_NAMES = environment.text("OPERATORS_OPENID_OTHER_NAMES", "{}")
"""Names that differ from those, as JSON: `{"groups": ["roles"], "second_factors": ["mfa"]}`."""
OPERATORS_OPENID_SCOPES = environment.words("OPERATORS_OPENID_SCOPES", "openid,profile,email")
OPERATORS_OPENID_ACR_VALUES = environment.words("OPERATORS_OPENID_ACR_VALUES")
"""What the provider is asked for, so that it lets people show a second factor."""
OPERATORS_OPENID_ROLES = environment.words("OPERATORS_OPENID_ROLES")
"""Which role a group of the provider gives, as `group=owner`; who is in none of them is not let in."""
OPERATORS_OPENID_CREATES = environment.flag("OPERATORS_OPENID_CREATES")
"""Whether a group lets in who was not invited."""
OPERATORS_PASSWORDS = environment.flag("OPERATORS_PASSWORDS", default=True)
"""Whether operators may sign in by password."""
OPERATORS_EMERGENCY = environment.words("OPERATORS_EMERGENCY")
"""Addresses of accounts that may do so anyhow: for when the provider is away."""
CSRF_FAILURE_VIEW = "provisioning.console.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {**CONTENT_SECURITY_POLICY["DIRECTIVES"], "frame-ancestors": [NONE]},
}
start_sentry(PROCESS)

"""Operators: one host, `public` only; own login role, accounts, sessions, cookies, middleware and URLs (T11)."""

from csp.constants import NONE

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
CSRF_FAILURE_VIEW = "provisioning.console.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {**CONTENT_SECURITY_POLICY["DIRECTIVES"], "frame-ancestors": [NONE]},
}
start_sentry(PROCESS)

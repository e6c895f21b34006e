"""Which app's tables live where. No app is in both lists (architecture T6)."""

FIRST_APPS = ["django.contrib.staticfiles"]
"""Has no tables. Each address of a file in a page asks whether it is installed, and Django looks through the list."""

SHARED_APPS = [
    "django_tenants",
    "tenants",
    "tenants.schedule",
    "tenants.alerts",
    "tenants.announcements",
    "tenants.adopted.RegisteredContentTypesConfig",
    "tenants.adopted.RegisteredAuthConfig",  # Permission and Group only: auth.User is swapped out
    "integrations.connections.inbox",
    "themes.styles",
    "provisioning.audit",
    "provisioning.lifecycle",
    "provisioning.console",
    "provisioning.tokens",
    "provisioning.webhooks",
    "provisioning.api",
]
"""Their tables live in `public`, only."""

TENANT_APPS = [
    "tenants.audit",
    "tenants.processing",
    "integrations.connections",
    "integrations.outbox",
    "integrations.zgw",
    "integrations.notifications",
    "integrations.digid_eherkenning",
    "portal.accounts",
    "django.contrib.admin",
    "django.contrib.sessions",
    "tenants.adopted.TenantSitesConfig",
    "cms",
    "menus",
    "treebeard",
    "djangocms_text",
    "djangocms_versioning",
    "djangocms_alias",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "two_factor",
    "two_factor.plugins.webauthn",
    "maykin_2fa",
    "portal.core",
    "portal.search",
    "portal.userfeed",
    "portal.products",
    "portal.profile",
    "portal.cases",
    "portal.cases.uploading",
    "portal.pages",
]
"""Their tables live in every tenant's schema, only."""

TABLELESS_APPS = [
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "sekizai",
    "csp",
    "parler",
    "themes",
    "integrations.oidc",
    "portal.auditlog",
    "portal.deliveries",
    "portal.connectivity",
    "portal.signed_in",
    "portal.holdings",
    "integrations.haalcentraal",
    "integrations.kvk",
    "integrations.virus",
]
"""They have none."""

INSTALLED_APPS = [*FIRST_APPS, *SHARED_APPS, *TENANT_APPS, *TABLELESS_APPS]

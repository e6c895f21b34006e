"""Cookies, headers, keys."""

from csp.constants import NONE, SELF

from . import environment

SECRET_KEY = environment.secret("DJANGO_SECRET_KEY")
SECRET_KEY_FALLBACKS = environment.words("DJANGO_SECRET_KEY_FALLBACKS")
"""Others whose signatures are believed: the one before, and the next while not all processes have it (attack W25)."""
_ENVIRONMENT_KEYS = "tenants.keys.environment.EnvironmentKeys"
KEY_ENCRYPTION_PROVIDER = environment.text("KEY_ENCRYPTION_PROVIDER", _ENVIRONMENT_KEYS)
"""Where key-encryption keys are: a class of `tenants.keys.types.KeyEncryption`."""
KEY_ENCRYPTION_KEY = (
    environment.secret("KEY_ENCRYPTION_KEY")
    if KEY_ENCRYPTION_PROVIDER == _ENVIRONMENT_KEYS
    else environment.text("KEY_ENCRYPTION_KEY", "")
)
"""32 bytes in base64: wraps the data keys of tenants (architecture T13)."""
KEY_ENCRYPTION_KEYS_ALSO = environment.words("KEY_ENCRYPTION_KEYS_ALSO")
"""Others that unwrap: the one before, and the next while not all processes have it."""
KEY_ENCRYPTION_KEY_PATH = environment.text("KEY_ENCRYPTION_KEY_PATH", "")
"""For `tenants.keys.file.FileKeys`: a file with a key on each line, the newest first."""
DATA_KEY_TTL = 300.0
"""Seconds that a process keeps a data key unwrapped; one that is deleted goes with the directory's revision."""
DATA_KEY_GRACE = 300
"""Seconds that an old data key stays after nothing is found under it: longer than any request or job holds a row."""
SEALED_ELSEWHERE = {
    "integrations.connections.filed": "provisioning.lifecycle.as_code.sealed.numbers",
    "integrations.connections.operations.leaving": "integrations.connections.sealed.numbers",
    "integrations.copies.persons": "",  # copies: fetched again
    "portal.core.mail.leaving": "",  # links in mails that left: they end with the key
    "portal.signed_in.operations.carrying": "",  # of minutes: sent again by hand
}
"""Modules that encrypt for another place than a column of a tenant, each with who says which keys that place needs."""
INSECURE_COOKIES = environment.flag("INSECURE_COOKIES")
"""Plain http on loopback, for the demo and tests: browsers then refuse `__Host-` names."""

ALLOWED_HOSTS = ["*"]  # the directory of hosts decides, exactly (tenants.middleware)
_prefix = "" if INSECURE_COOKIES else "__Host-"
SESSION_COOKIE_NAME = f"{_prefix}session"
CSRF_COOKIE_NAME = f"{_prefix}csrf"
LANGUAGE_COOKIE_NAME = f"{_prefix}language"
CHOICE_COOKIE_PREFIX = _prefix
"""Before the names of what a visitor chooses; these are read by script, and say nothing of anybody."""
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not INSECURE_COOKIES
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SECURE_SSL_REDIRECT = not INSECURE_COOKIES
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if INSECURE_COOKIES else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "frame-src": [NONE],
        "object-src": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "tenants.uploads.UnnamedFileUploadHandler",
]

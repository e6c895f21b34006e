"""The test suite: the portal's settings with the owner's login, so that tests can arrange what they need.

What the logins of the other processes may do is tested with those logins. Each worker of pytest-xdist has a
database of its own.
"""

import os

from .lifecycle import *

DATABASES["default"]["NAME"] += f"_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
DATABASES["default"]["CONN_MAX_AGE"] = 0
TENANT_DIRECTORY_TTL = 0.0
TENANT_CONFIRMS_STANDING = False  # with no time to believe anything, each statement would ask first
INSECURE_COOKIES = True
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "session", "csrf", "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CONNECTION_TEST_FLOOR = 0.0
TENANT_SHARE = 0  # one request at a time has nothing to share; tests of quotas say otherwise

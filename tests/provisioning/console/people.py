"""Operators of the tests: Vera looks, Bram runs, Noor decides; and a settings of the console to meet them in."""

import base64
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import time_machine
from django.conf import settings
from django.template import engines
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone
from django_otp.oath import TOTP
from template_partials.apps import wrap_loaders

from provisioning.console import auth, operations
from provisioning.console.models import Operator, OperatorDevice
from provisioning.console.sessions import SessionStore
from provisioning.console.types import Role
from tenants.audit import SYSTEM

HOST = "console.localhost"
PASSWORD = "korte zin met genoeg tekens"
SECRET = b"twenty bytes, no more"[:20]
NAMES = {Role.VIEWER: "Vera", Role.OPERATOR: "Bram", Role.OWNER: "Noor"}
TAKEN = (
    "ROOT_URLCONF",
    "SESSION_ENGINE",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_AGE",
    "AUTHENTICATION_BACKENDS",
    "CACHES",
    "TEMPLATES",
    "CSRF_FAILURE_VIEW",
    "X_FRAME_OPTIONS",
    "CONTENT_SECURITY_POLICY",
)


_engines: dict[str, Any] = {}
"""The templates of the console's process, read once: they are the same in every test."""


@contextmanager
def console_settings(**changes: Any) -> Iterator[None]:
    """Be the console's process for a while, on the tests' database and login."""
    console = importlib.import_module("config.settings.console")
    values = {name: getattr(console, name) for name in TAKEN}
    values["MIDDLEWARE"] = [name for name in console.MIDDLEWARE if "whitenoise" not in name]
    values |= {
        "SESSION_COOKIE_NAME": "session_console",
        "CSRF_COOKIE_NAME": "csrf_console",
        "CONSOLE_HOST": HOST,
        "CONSOLE_PORT": "",
    }
    with override_settings(**{**values, **changes}):
        _take_templates()
        yield


def _take_templates() -> None:
    if not _engines:
        wrap_loaders("django")  # what the app does at start, for the templates of that process
        _engines.update(templates=engines.templates, found=engines._engines)
    engines.__dict__["templates"], engines._engines = _engines["templates"], _engines["found"]


def make(role: Role = Role.OPERATOR, *, with_device: bool = True, **changes: Any) -> Operator:
    """Make an operator, by default with a telephone that works."""
    values = {"email": f"{NAMES[role].lower()}@inwonerplein.example", "name": NAMES[role], **changes}
    return operations.ensure_operator(
        **values, role=role, password=PASSWORD, by=SYSTEM, totp_secret=SECRET if with_device else None
    )


def code(*, secret: bytes = SECRET) -> str:
    """Answer what the telephone shows now."""
    totp = TOTP(secret)
    totp.time = timezone.now().timestamp()
    return f"{totp.token():06d}"


def code_of(key: str) -> str:
    """Answer what a telephone shows that was set up with a key typed over."""
    plain = key.replace(" ", "")
    return code(secret=base64.b32decode(plain + "=" * (-len(plain) % 8)))


def browser() -> Client:
    """Open a browser at the console, with nobody signed in."""
    return Client(headers={"host": HOST})


def give_password(client: Client, operator: Operator, password: str = PASSWORD) -> Any:
    """Take the first step."""
    return client.post("/aanmelden/", {"email": operator.email, "password": password})


def admit(client: Client, operator: Operator) -> None:
    """Give a browser the session of somebody who has taken both steps."""
    request = RequestFactory(headers={"host": HOST}).get("/")
    request.session = SessionStore()
    auth.begin(request, operator, "code")
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key


def sign_in(client: Client, operator: Operator) -> Any:
    """Take both steps; the telephone shows a code that was not used before."""
    OperatorDevice.objects.filter(operator=operator).update(last_step=0)
    give_password(client, operator)
    return client.post("/aanmelden/code/", {"code": code()})


def later(seconds: float) -> time_machine.travel:
    """Be that much later for a while."""
    return time_machine.travel(timezone.now().timestamp() + seconds, tick=False)

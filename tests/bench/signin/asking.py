"""A process with the settings and the login of a portal: counts queries, and makes whom there must be."""

import importlib
import json
import os
import sys
import uuid
from typing import Any

import django

ZONNEDAM = "zonnedam.localhost"
HUB = "/mijn-profiel/"
LOOKS = 3
"""The most of so many counts: what is remembered for a while may be asked again in one of them."""
LETTERS = 200
"""Messages to somebody, of the rows that are made."""


def main() -> None:
    """Answer order after order."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever prints does not print into our answers
    django.setup()
    importlib.import_module("config.celery")  # without it a task would be queued nowhere
    orders = {"hub": _hub, "cookie": _cookie, "fill": _fill, "left": _left, "accounts": _accounts}
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(orders[order.pop("do")](**order)), file=answers, flush=True)


def _tenant(host: str = ZONNEDAM) -> Any:
    from tenants import directory

    found = directory.by_host(host)
    assert found is not None, host
    return found


def _hub(who: str) -> dict[str, int]:
    from django.test import Client

    from tests.bench.queries import counted
    from tests.portal import citizens

    asserted = citizens.citizen() if who == "citizen" else citizens.employee()
    client = citizens.client_for(
        lambda tenant: Client(headers={"host": tenant.primary_host}),
        _tenant(),
        asserted,
        branch=None if who == "citizen" else "",
    )
    found = []
    for number in range(LOOKS + 1):
        with counted() as counts:
            response = client.get(HUB)
        if response.status_code != 200:
            raise RuntimeError(f"{response.status_code} {response.headers.get('Location', '')}")
        if number:  # the first warms it
            found.append(counts)
    return max(found, key=lambda counts: counts["queries"])


def _cookie() -> list[str]:
    """Sign a citizen in of whom nothing is missing; answers name and value of the cookie."""
    from django.conf import settings
    from django.test import Client

    from portal.accounts.models import SignIn
    from tenants.entry import enter
    from tests.portal import citizens

    client = citizens.client_for(
        lambda tenant: Client(headers={"host": tenant.primary_host}), _tenant(), citizens.citizen()
    )
    with enter(_tenant()):
        citizens.fill_in(SignIn.objects.latest("at").user, f"w{uuid.uuid4().hex[:12]}@example.org")
    name = settings.SESSION_COOKIE_NAME
    return [name, client.cookies[name].value]


def _fill(rows: int) -> str:
    """Have so many rows be kept of who signed in last; answers who that is."""
    from portal.accounts.models import SignIn
    from tenants import processing
    from tenants.entry import enter
    from tests.attacks.signing_in import planting
    from tests.portal import citizens

    with enter(_tenant()):
        user = SignIn.objects.latest("at").user
        planted = len(planting.plant(user, f"w{uuid.uuid4().hex[:12]}", _others()))
        citizens.verify_email(user, f"w{uuid.uuid4().hex[:12]}@example.org")
        left = rows - planted - _letters(user)
        for _ in range(left // 4):
            processing.record("Inwoners en bedrijven laten inloggen", person=user.uuid, by=processing.SELF)
        _sign_ins(user, left - left // 4)
        return str(user.uuid)


def _others() -> list[str]:
    """Name the models of which one row for each is planted: an account, its identity and sessions are there."""
    from tests.attacks.signing_in import planting

    there = {"accounts.Identity", "accounts.SignIn", "accounts.Mandate", "accounts.ContactData"}
    return [label for label in planting.everything() if label not in there]


def _letters(user: Any) -> int:
    """Send letters, each with an entry of the outbox: two rows."""
    from portal.core.mail import operations as mail

    for _ in range(LETTERS):
        context = {"user": user, "link": "http://zonnedam.localhost/", "days": 7}
        mail.send(to=user.contact.email, template="accounts/mail/invitation", context=context)
    return 2 * LETTERS


def _sign_ins(user: Any, number: int) -> None:
    """Have signed in often: sessions that have ended, every other one with a mandate."""
    from django.utils import timezone

    from portal.accounts.models import Ending, Mandate, SignIn

    now = timezone.now()
    ended = [
        SignIn(user=user, door="digid", ended_at=now, ending=Ending.SIGNED_OUT)
        for _ in range(number - number // 3)
    ]
    SignIn.objects.bulk_create(ended, batch_size=2000)
    sealed = Mandate._meta.get_field("represented")
    mandates = [Mandate(sign_in=each, basis="authorisation", represented_mark="0" * 64) for each in ended]
    for mandate in mandates[: number // 3]:
        sealed.encrypt("{}", mandate)
    Mandate.objects.bulk_create(mandates[: number // 3], batch_size=2000)


def _left(user: str) -> int:
    from portal.accounts.models import User
    from tenants.entry import enter

    with enter(_tenant()):
        return User.objects.filter(uuid=user).count()


def _accounts(slug: str, number: int) -> list[str]:
    """Make accounts that have one and the same password; answers their addresses."""
    from django.contrib.auth.hashers import make_password

    from portal.accounts.models import User
    from tenants.entry import enter

    addresses = [f"bekend{at:05d}@example.org" for at in range(number)]
    hashed = make_password("een lange zin als wachtwoord")
    with enter(_tenant(f"{slug}.localhost")):
        User.objects.bulk_create(
            [
                User(email=address, first_name="Loes", last_name="Lokaal", password=hashed)
                for address in addresses
            ],
            batch_size=1000,
        )
    return addresses


if __name__ == "__main__":
    main()

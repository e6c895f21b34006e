"""Make staff of a municipality, and clients that have signed in as them with a second factor."""

from collections.abc import Callable

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.accounts.models import User
from portal.accounts.roles import Role
from tenants.entry import enter
from tenants.types import TenantRef

PASSWORD = "een lange zin als wachtwoord"
KEY = "00112233445566778899aabbccddeeff00112233"


def member(role: Role | None, email: str = "noor@zonnedam.example") -> User:
    """Make a member of staff of the entered municipality, with password and authenticator."""
    user = User.objects.create(email=email, first_name="Noor", is_staff=True)
    user.set_password(PASSWORD)
    user.save()
    if role is not None:
        user.groups.add(role.id)
    TOTPDevice.objects.create(user=user, name="default", key=KEY, confirmed=True)
    return user


def sign_in(client: Client, user: User, tenant: TenantRef) -> Client:
    """Sign a client in, as if the second factor had been shown."""
    with enter(tenant):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=user).persistent_id
        session.save()
    return client


def client_for(
    client_of: Callable[..., Client],
    tenant: TenantRef,
    role: Role | None,
    email: str = "noor@zonnedam.example",
) -> Client:
    """Make a client that has signed in with a role."""
    with enter(tenant):
        user = member(role, email)
    return sign_in(client_of(tenant), user, tenant)

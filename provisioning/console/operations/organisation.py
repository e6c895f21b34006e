"""Whom the sign-in of an organisation lets in, and as what (C-001, C-002).

An operator is known by issuer and subject, and by nothing else. An account that is there is linked by its invitation
alone, whatever address the provider tells; from then on it has no password. Groups give the role, at every sign-in
anew, also of the last owner: an account for emergencies stands outside of them.
"""

from django.db import transaction

from integrations.identities import Asserted, RefusalReason, SignInRefusedError
from integrations.oidc.types import LoggedOut
from provisioning.console.models import ConsoleSession, Invitation, Operator, OrganisationIdentity
from provisioning.console.organisation import Organisation
from provisioning.console.types import Role
from tenants import audit
from tenants.audit import Actor

from . import colleagues, journeys


def admit(asserted: Asserted, *, organisation: Organisation, origin: str) -> Operator:
    """Answer which operator it is, with the role that he has now.

    What he has lost at the organisation is taken here, and stays taken when he is not let in for it.

    :raises SignInRefusedError: when he may not come in.
    """
    role = organisation.role_of(asserted.profile.groups)
    operator = _settled(asserted, role, organisation, origin)
    if role is None:
        raise _refused("no_role")
    return operator


@transaction.atomic
def link(asserted: Asserted, *, invitation: str, organisation: Organisation, origin: str) -> Operator:
    """Use an invitation up, and make its account that of who shows themself at the organisation.

    :param invitation: the digest of its secret.
    :raises SignInRefusedError: when it no longer works, no group lets them in, or they are another operator.
    """
    role = organisation.role_of(asserted.profile.groups)
    if role is None:
        raise _refused("no_role")
    if _known(asserted) is not None:
        raise _refused("known_already")
    operator = colleagues.invited_operator(invitation)
    spent, _kinds = Invitation.objects.filter(digest=invitation).delete()
    if operator is None or not spent:
        raise SignInRefusedError(RefusalReason.EXPIRED, "invitation_over")
    ConsoleSession.objects.filter(operator=operator).delete()
    operator.set_unusable_password()
    operator.is_admitted = True
    operator.save(update_fields=["password", "is_admitted"])
    _know(operator, asserted)
    by = Actor("operator", operator.email, origin)
    audit.record("operator.linked", by=by, target=operator.email)
    _give(operator, role, by)
    return operator


@transaction.atomic
def end_sessions(told: LoggedOut, *, origin: str) -> int:
    """End what the provider says has ended; answers how many sessions that were."""
    if told.session:
        mark = session_mark(told.issuer, told.session)
        rows = ConsoleSession.objects.filter(provider_session=mark).select_related("operator")
        emails = {row.operator.email for row in rows if row.operator}
        ended = rows.delete()[0]
    else:
        operator = _operator_of(told.issuer, told.subject)
        if operator is None:
            return 0
        emails = {operator.email}
        ended = ConsoleSession.objects.filter(operator=operator).delete()[0]
        operator.set_unusable_password()  # another one: what is signed in halfway ends too
        operator.save(update_fields=["password"])
    for email in emails:
        audit.record(
            "operator.ended_by_organisation",
            by=Actor("system", "", origin),
            target=email,
            details={"sessions": ended},
        )
    return ended


def session_mark(issuer: str, session: str) -> str:
    """Answer what a session at the provider is known by; empty where it names none."""
    return journeys.digest(f"{issuer}|{session}") if session else ""


def is_linked(operator: Operator) -> bool:
    """Tell whether an operator signs in by the organisation."""
    return OrganisationIdentity.objects.filter(operator=operator).exists()


def is_same(operator: Operator, asserted: Asserted) -> bool:
    """Tell whether the provider speaks of this operator."""
    return OrganisationIdentity.objects.filter(
        operator=operator, issuer=asserted.issuer, subject=asserted.acting.value
    ).exists()


@transaction.atomic
def _settled(asserted: Asserted, role: Role | None, organisation: Organisation, origin: str) -> Operator:
    operator = _known(asserted)
    if operator is None:
        if role is None:
            raise _refused("no_role")
        operator = _made(asserted, role, organisation, origin)
    if not operator.is_active:
        raise _refused("account_closed")
    by = Actor("operator", operator.email, origin)
    if role is None:
        _send_away(operator, by)
    else:
        _give(operator, role, by)
    return operator


def _known(asserted: Asserted) -> Operator | None:
    return _operator_of(asserted.issuer, asserted.acting.value)


def _operator_of(issuer: str, subject: str) -> Operator | None:
    found = Operator.objects.select_for_update(no_key=True, of=("self",))
    return found.filter(organisation__issuer=issuer, organisation__subject=subject).first()


def _made(asserted: Asserted, role: Role, organisation: Organisation, origin: str) -> Operator:
    told = asserted.profile
    address = told.email.strip().lower() if told.has_verified_email else ""
    if not organisation.creates:
        raise _refused("not_invited")
    if not address or len(address) > 120 or Operator.objects.filter(email=address).exists():
        raise _refused("address")
    name = f"{told.given_name} {told.family_name}".strip()[:80] or address[:80]
    operator = Operator(email=address, name=name, role=role.value)
    operator.set_unusable_password()
    operator.save()
    _know(operator, asserted)
    by = Actor("operator", address, origin)
    audit.record("operator.created", by=by, target=address, details={"role": role.value})
    audit.record("operator.linked", by=by, target=address)
    return operator


def _know(operator: Operator, asserted: Asserted) -> None:
    OrganisationIdentity.objects.create(
        operator=operator, issuer=asserted.issuer, subject=asserted.acting.value
    )


def _give(operator: Operator, role: Role, by: Actor) -> None:
    """Give the role of the groups, and no other; sessions of before have it from their next click on."""
    before = operator.role
    if before == role.value and operator.is_admitted:
        return
    operator.role, operator.is_admitted = role.value, True
    operator.save(update_fields=["role", "is_admitted"])
    if before != role.value:
        details = {"before": before, "after": role.value, "groups": True}
        audit.record("operator.role_changed", by=by, target=operator.email, details=details)


def _send_away(operator: Operator, by: Actor) -> None:
    """End what is open: sessions, also those halfway, and keys for programs, which ask for `may` each time."""
    operator.is_admitted = False
    operator.set_unusable_password()
    operator.save(update_fields=["is_admitted", "password"])
    ended = ConsoleSession.objects.filter(operator=operator).delete()[0]
    audit.record("operator.not_admitted", by=by, target=operator.email, details={"sessions": ended})


def _refused(code: str) -> SignInRefusedError:
    return SignInRefusedError(RefusalReason.NOT_ALLOWED, code)

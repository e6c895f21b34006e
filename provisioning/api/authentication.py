"""Let a request in by its key: in the header `Authorization`, and nowhere else."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from provisioning.tokens import admission
from provisioning.tokens.admission import Admission
from provisioning.tokens.errors import NotAdmittedError
from provisioning.tokens.types import Scope

from .problems import Problem
from .requests import origin

SCHEME = "Bearer"


class Needs:
    """Ask for a key with a scope, of an operator whose role goes as far; answers who it is."""

    openapi_security_schema: ClassVar[dict[str, Any]] = {"type": "http", "scheme": "bearer"}

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Admission:
        """Let a request in.

        :raises Problem: when it has no key that works, asks too often, or its key does not go as far.
        """
        found = _admitted(request)
        request.api_rate = found.rate  # type: ignore[attr-defined]  # for the headers of any answer
        if found.rate.is_exceeded:
            again = {"Retry-After": str(found.rate.resets_in)}
            detail = _("Deze sleutel mag %(limit)d keer per minuut iets vragen. Wacht %(wait)d seconden.")
            words = {"limit": found.rate.limit, "wait": found.rate.resets_in}
            raise Problem(429, "too-many-requests", detail % words, headers=again)
        self._check(found)
        return found

    def _check(self, found: Admission) -> None:
        scope = self.scope.value
        if not found.has(self.scope):
            detail = _("Hiervoor is het recht “%s” nodig. Maak in de console een sleutel met dat recht.")
            error = f'{SCHEME} error="insufficient_scope", scope="{scope}"'
            raise Problem(
                403,
                "insufficient-scope",
                detail % scope,
                headers={"WWW-Authenticate": error},
                neededScope=scope,
            )
        if not found.holder.may(self.scope):
            detail = _("Het recht “%(scope)s” vraagt de rol “%(role)s”, en die hebt u niet (meer).")
            words = {"scope": scope, "role": self.scope.role}
            raise Problem(
                403, "insufficient-role", detail % words, neededScope=scope, neededRole=self.scope.role
            )


def _admitted(request: HttpRequest) -> Admission:
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    text = text.strip()
    if scheme.lower() != SCHEME.lower() or not text:
        detail = _("Stuur een sleutel mee in de header Authorization: Bearer …; in het adres telt die niet.")
        raise Problem(401, "no-token", detail, headers={"WWW-Authenticate": SCHEME})
    where = origin(request)
    try:
        return admission.admit(text, origin=where)
    except NotAdmittedError:
        admission.note_refused(text, origin=where)
        detail = _("Deze sleutel bestaat niet, is verlopen of is ingetrokken.")
        error = {"WWW-Authenticate": f'{SCHEME} error="invalid_token"'}
        raise Problem(401, "no-token", detail, headers=error) from None

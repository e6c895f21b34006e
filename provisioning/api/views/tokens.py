"""An operator's own keys: list and withdraw. They are made in the console, by somebody with a second factor."""

import uuid
from typing import Any

from django.utils.translation import gettext as _
from ninja import Status

from provisioning.api import problems, requests
from provisioning.api.idempotency import once
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.tokens import Token, TokenList
from provisioning.tokens import models, operations, queries
from provisioning.tokens.types import Scope

ROUTES = router("tokens")


@reads(
    ROUTES, "/tokens", Scope.TOKENS_READ, TokenList, "Uw sleutels",
    "Geef de sleutels van de beheerder van wie deze sleutel is.",
)  # fmt: skip
def list_tokens(request: ApiRequest) -> TokenList:
    """List the holder's keys."""
    found = queries.of(request.auth.holder.uuid)
    return TokenList(items=[Token.of(each) for each in found])


@writes(
    "delete", ROUTES, "/tokens/{uuid:token}", Scope.TOKENS_WRITE, {200: Token}, "Sleutel intrekken",
    "Trek een sleutel in; hij werkt meteen niet meer. Zo vervangt een programma zijn eigen sleutel.",
)  # fmt: skip
@once
def revoke_token(request: ApiRequest, token: uuid.UUID) -> Status[Any]:
    """Withdraw a key of the holder's."""
    try:
        found = operations.revoke(token=token, holder=request.auth.holder, by=requests.actor(request))
    except models.Token.DoesNotExist:
        raise problems.not_found(_("Deze sleutel bestaat niet.")) from None
    return Status(200, Token.of(found))

"""An operator's keys of the API: list them, make one, withdraw one."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provisioning.console import holders
from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.forms.tokens import NewToken
from provisioning.console.origins import actor_of
from provisioning.console.types import Role
from provisioning.tokens import operations, queries
from provisioning.tokens.errors import TokenRefusedError

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@operator_required(Role.VIEWER)
@require_safe
def tokens(request: ConsoleRequest) -> HttpResponse:
    """List the operator's own keys."""
    return render(request, "console/tokens/list.html", {"tokens": queries.of(request.operator.uuid)})


@operator_required(Role.VIEWER)
@recently_authenticated(keep=("name", "scopes", "days"))
@read_or_send
def token_make(request: ConsoleRequest) -> HttpResponse:
    """Make a key, and show it this once."""
    holder = holders.of(request.operator)
    form = NewToken(request.POST or None, initial=request.typed, scopes=queries.scopes_for(holder))
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            token, key = operations.make(
                identity=chosen["once"],
                holder=holder,
                name=chosen["name"],
                scopes=chosen["scopes"],
                expires_at=form.expires_at,
                by=actor_of(request),
            )
        except operations.MadeAlreadyError:
            messages.warning(
                request, _("Deze sleutel was al gemaakt. Zag u hem niet? Trek hem dan in en maak een andere.")
            )
            return redirect("console:tokens")
        except TokenRefusedError as error:
            form.refuse(error.reasons)
        else:
            return render(request, "console/tokens/made.html", {"token": token, "key": key.text})
    return render(request, "console/tokens/make.html", {"form": form}, status=422 if form.errors else 200)


@operator_required(Role.VIEWER)
@read_or_send
def token_revoke(request: ConsoleRequest, token: uuid.UUID) -> HttpResponse:
    """Withdraw a key, after asking."""
    found = get_object_or_404(queries.of(request.operator.uuid), pk=token)
    if request.method != "POST":
        return render(request, "console/tokens/revoke.html", {"token": found})
    operations.revoke(token=token, holder=holders.of(request.operator), by=actor_of(request))
    messages.success(request, _("De sleutel “%(name)s” werkt niet meer.") % {"name": found.name})
    return redirect("console:tokens")

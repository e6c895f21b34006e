"""Which branch of a company it is about (P-048 to P-050): asked once after signing in, and whenever somebody wants."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from integrations.identities import Subject
from portal.accounts.looking import SIGNING_IN, processes
from portal.accounts.models import BranchChoice, Door, Ending, SignIn
from portal.accounts.operations import acting as operations
from portal.accounts.operations import ending
from portal.accounts.queries import resolving
from portal.core.access import next_url, signed_in
from portal.signed_in.queries import branches
from portal.signed_in.queries.branches import Answer, Branches
from tenants import headers

HOME: Final = "/"
MANY: Final = 10
"""From so many on there is a field to search in."""
FREE: Final = frozenset({BranchChoice.OPEN, BranchChoice.WHOLE, BranchChoice.BRANCH})
RETRY: Final = "30"


@never_cache
@signed_in
@processes(SIGNING_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Show the branches of a company; a POST takes one of them, or all of it."""
    company = _company(request)
    if refusal := _only_with_rsin(request, company):
        return refusal
    found = branches.of(company)
    if found.answer is Answer.WAIT:
        return _wait(request)
    if found.answer is Answer.NOTHING_TO_CHOOSE:
        operations.choose_branch(request, "")
        return redirect(next_url(request, HOME))
    if request.method == "POST":
        return _chosen(request, found)
    return _list(request, found)


def _company(request: HttpRequest) -> Subject:
    """Answer the company that somebody is there for and may choose a branch of.

    :raises Http404: when there is nothing for them to choose (attack I30).
    """
    row, whose = resolving.sign_in_of(request), resolving.whose(request)
    if row is None or whose is None or whose.subject is None or row.branch_choice not in FREE:
        raise Http404
    return whose.subject


def _chosen(request: HttpRequest, found: Branches) -> HttpResponse:
    wanted = request.POST.get("vestiging")
    if wanted is None or (wanted and found.with_number(wanted) is None):
        text = _("Kies een vestiging, of het hele bedrijf.")
        return _list(request, found, mistake=text, status=200 if wanted is None else 403)
    operations.choose_branch(request, wanted)
    response = redirect(next_url(request, HOME))
    headers.forget_here(response)
    return response


def _list(request: HttpRequest, found: Branches, *, mistake: str = "", status: int = 200) -> HttpResponse:
    text = request.GET.get("q", "")[:100]
    context: dict[str, Any] = {
        "branches": found.matching(text),
        "count": len(found.found),
        "is_whole": found.is_whole,
        "q": text,
        "is_searched": len(found.found) > MANY,
        "next": next_url(request, ""),
        "mistake": mistake,
        "current": _current(resolving.sign_in_of(request)),
    }
    return render(request, "signed_in/branches.html", context, status=status)


def _current(row: SignIn | None) -> str | None:
    """Answer what was chosen before: a number, empty for the whole company, None for nothing."""
    if row is None or row.branch_choice == BranchChoice.OPEN:
        return None
    return resolving.BRANCH.reveal(row)


def _wait(request: HttpRequest) -> HttpResponse:
    context = {"next": next_url(request, ""), "is_open": _current(resolving.sign_in_of(request)) is None}
    response = render(request, "signed_in/branches_wait.html", context, status=503)
    response["Retry-After"] = RETRY
    return response


def _only_with_rsin(request: HttpRequest, company: Subject) -> HttpResponse | None:
    """Send who trades alone to DigiD, where this municipality finds companies by their RSIN (P-016)."""
    row = resolving.sign_in_of(request)
    door = Door.objects.filter(slug=row.door).first() if row else None
    if door is None or not door.options.get("requires_rsin"):
        return None
    told = branches.registered(company)
    if told is None:
        return None
    if told.value is None:
        return _wait(request)
    if told.value.rsin and not told.value.is_sole_proprietor:
        return None
    ending.sign_out(request, Ending.CLOSED)
    response = render(request, "signed_in/proprietor.html", status=403)
    headers.forget_here(response)
    return response

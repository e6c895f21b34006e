"""Asking a question about a case, and what became of it (I-082)."""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import auditing
from portal.accounts.models import User
from portal.cases import question_form
from portal.cases.access import own, settings_of
from portal.cases.filing import File
from portal.cases.operations import questioning
from portal.cases.queries import asking, questions
from portal.cases.question_form import QuestionForm

from . import detail


@own
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, connection: UUID, case: UUID) -> HttpResponse:
    """Take a question; what was written stays on the page until it is stored."""
    found = detail.here(request, connection, case)
    if found is None:  # whose case it is cannot be known now
        form = QuestionForm(request.POST) if request.method == "POST" else None
        return render(request, "cases/question.html", {"form": form, "is_down": True}, status=503)
    if not asking.takes_questions(found.kinds.own, settings_of(request)):
        raise Http404
    if request.method != "POST":
        return _page(request, found, question_form.empty(request))
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    user, told = cast(User, request.user), form.cleaned_data
    try:
        questioning.ask(found, user=user, by=auditing.actor(user, request), **told)
    except questioning.TooManyError as error:
        form.add_error(None, _too_many(error.wait))
        return _page(request, found, form, status=429)
    return redirect("cases:question_sent", connection, case, told["key"])


@own
@require_safe
def receipt(request: HttpRequest, connection: UUID, case: UUID, key: UUID) -> HttpResponse:
    """Say that a question was received, under which reference, and how it goes."""
    user = cast(User, request.user)
    doing = questions.sent(user, key)
    if doing is None:
        raise Http404
    values = {
        "doing": doing,
        "reference": questions.reference(user, key),
        "case_url": reverse("cases:detail", args=[connection, case]),
        "crumbs": [(_("Mijn zaken"), reverse("cases:list")), (_("Uw vraag"), "")],
    }
    return render(request, "cases/question_sent.html", values)


def _page(request: HttpRequest, found: File, form: QuestionForm, *, status: int = 200) -> HttpResponse:
    crumbs = [(_("Mijn zaken"), reverse("cases:list")), (found.shown.title, found.shown.url)]
    values: dict[str, Any] = {"form": form, "file": found, "crumbs": [*crumbs, (_("Uw vraag"), "")]}
    return render(request, "cases/question.html", values, status=status)


def _too_many(wait: timedelta) -> str:
    when = timezone.localtime(timezone.now() + wait + timedelta(minutes=1))
    text = _(
        "U stelde in korte tijd veel vragen. Uw vraag is nog niet verstuurd. Probeer het na %s uur opnieuw."
    )
    return text % when.strftime("%H:%M")

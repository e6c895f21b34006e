"""The pages on which functional managers write what mails say, with an example beside it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.access import staff
from tenants import audit
from tenants.audit import Actor

from . import kinds as register
from . import letters, operations, queries, shown, wordings
from .forms import WordingForm
from .models import MailTemplate
from .types import MailKind, Wording

SEE, CHANGE = "core.view_mailtemplate", "core.change_mailtemplate"


@staff(SEE)
@never_cache
@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """List the kinds of mail, and which of them the municipality says in its own words."""
    return render(request, "core/mail/kinds.html", {"rows": shown.rows()})


@staff(CHANGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Show what a kind says, and keep what is written instead."""
    kind, own = _found(key, language)
    if request.method != "POST":
        return _page(request, kind, language, _form(kind, language, own), own)
    form = WordingForm(request.POST, kind=kind)
    if not form.is_valid():
        return _page(request, kind, language, form, own, status=422)
    wordings.keep(kind, language, form.wording, remarks=form.cleaned_data["remarks"], by=_actor(request))
    messages.success(request, _("Opgeslagen. De volgende e-mail heeft deze tekst."))
    return redirect("mailtexts:edit", key, language)


@staff(CHANGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def example(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Show the letter with examples in its places: as it is, or as it would be with what was written."""
    kind, _own = _found(key, language)
    said = letters.wording(kind, language)
    if request.method == "POST":
        form = WordingForm(request.POST, kind=kind)
        if not form.is_valid():
            return render(request, "core/mail/not_yet.html", {"form": form})
        said = form.wording
    return HttpResponse(letters.write(said, letters.examples(kind), language).html)


@staff(CHANGE)
@require_POST
def try_out(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Send the letter as it is kept, with examples in its places, to whoever asks for it."""
    kind, _own = _found(key, language)
    letter = letters.write(letters.wording(kind, language), letters.examples(kind), language)
    operations.send_letter(letter, to=str(getattr(request.user, "email", "")))
    audit.record("mail.tried", by=_actor(request), target=str(kind.title))
    messages.success(request, _("De proef is naar uw eigen e-mailadres gestuurd."))
    return redirect("mailtexts:edit", key, language)


@staff(CHANGE)
@require_POST
def reset(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Go back to the product's words."""
    kind, _own = _found(key, language)
    if wordings.reset(kind, language, by=_actor(request)):
        messages.success(request, _("De standaardtekst geldt weer."))
    return redirect("mailtexts:edit", key, language)


def _found(key: str, language: str) -> tuple[MailKind, MailTemplate | None]:
    kind = register.kinds.get(key) if key in register.kinds else None
    if kind is None or language not in kind.texts or not shown.is_there(kind):
        raise Http404
    return kind, queries.templates().filter(kind=key, language=language).first()


def _form(kind: MailKind, language: str, own: MailTemplate | None) -> WordingForm:
    said = Wording(own.subject, own.body) if own else kind.texts[language]
    initial = {"subject": said.subject, "body": said.body, "remarks": own.remarks if own else ""}
    return WordingForm(kind=kind, initial=initial)


def _page(
    request: HttpRequest,
    kind: MailKind,
    language: str,
    form: WordingForm,
    own: MailTemplate | None,
    status: int = 200,
) -> HttpResponse:
    values = {
        "kind": kind,
        "language": language,
        "form": form,
        "own": own,
        "is_broken": bool(own and letters.problems(kind, Wording(own.subject, own.body))),
        "places": [
            (f"{{{{ {name} }}}}", each, name in kind.needed)
            for name, each in register.placeholders(kind).items()
        ],
    }
    return render(request, "core/mail/edit.html", values, status=status)


def _actor(request: HttpRequest) -> Actor:
    return Actor("staff", str(getattr(request.user, "uuid", "")))

"""The second step of signing in with a password: a code, and what comes before the first one."""

import base64
import io
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote, urlencode

import qrcode
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

from portal.accounts import known_browsers
from portal.accounts.door_options import PasswordDoor
from portal.accounts.forms.local import CodeStep, PhoneStep
from portal.accounts.operations import halfway, second_step, stepping
from portal.accounts.operations.halfway import Halfway
from portal.accounts.operations.limits import Blocked
from portal.accounts.operations.sent_codes import NotSent
from portal.accounts.switching import while_on
from tenants.access import public
from tenants.entry import current

from .answering import arrived, at_door, status_of, too_often

type View = Callable[..., HttpResponse]


def halfway_in(view: View) -> View:
    """Lead who has not taken the first step to it; the view gets who has."""

    @wraps(view)
    def guarded(request: HttpRequest, door: PasswordDoor, *args: Any, **kwargs: Any) -> HttpResponse:
        who = halfway.of(request)
        if who is None or not door.asks_second:
            return redirect("local:sign_in")
        return view(request, door, who, *args, **kwargs)

    return guarded


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@at_door
@halfway_in
def code(request: HttpRequest, door: PasswordDoor, who: Halfway) -> HttpResponse:
    """Ask for the code."""
    form = CodeStep(request.POST or None)
    status = 200
    if form.is_valid():
        answer = second_step.check(request, who.user, door, form.cleaned_data["code"])
        if answer and not isinstance(answer, Blocked):
            halfway.let_in(request, who.user, door, has_second_factor=True)
            return arrived(request, who.user, who.next)
        form, status = _refused(answer)
    context = {**_choices(door, who), "form": form}
    return render(request, "accounts/local/code.html", context, status=max(status, status_of(form)))


@while_on
@public
@never_cache
@require_POST
@at_door
@halfway_in
def resend(request: HttpRequest, door: PasswordDoor, who: Halfway) -> HttpResponse:
    """Send another code, by text message or by letter."""
    channel = request.POST.get("kanaal", "")
    if channel not in _channels(door, who):
        return redirect("local:code")
    number = stepping.number_of(who.user) if channel == second_step.SMS else ""
    answer = stepping.send(request, who.user, channel, number=number)
    if not isinstance(answer, Blocked):
        return redirect("local:code")
    form, status = _refused(answer)
    return render(request, "accounts/local/code.html", {**_choices(door, who), "form": form}, status=status)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_door
@halfway_in
def phone(request: HttpRequest, door: PasswordDoor, who: Halfway) -> HttpResponse:
    """Ask for a mobile number of who has not shown one yet; it is kept when the code comes back (P-022)."""
    if not (door.takes_sms and second_step.must_set_up(who.user, door)):
        return redirect("local:code")
    form = PhoneStep(request.POST or None)
    if form.is_valid():
        answer = stepping.send(request, who.user, second_step.SMS, number=form.cleaned_data["phone"])
        if not isinstance(answer, Blocked | NotSent):
            return redirect("local:code")
        form.add_error(None, _cannot_send(answer))
    context = {"form": form, "takes_app": door.takes_app, "takes_mail": door.allows_mail_code}
    return render(request, "accounts/local/phone.html", context, status=status_of(form))


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@at_door
@halfway_in
def app(request: HttpRequest, door: PasswordDoor, who: Halfway) -> HttpResponse:
    """Set up an authenticator app; the codes on paper are shown once."""
    device = _device(door, who)
    if device is None:
        return redirect("local:code")
    form = CodeStep(request.POST or None)
    status = 200
    if form.is_valid():
        answer = second_step.confirm_app(request, who.user, form.cleaned_data["code"])
        if answer and not isinstance(answer, Blocked):
            return _with_paper(request, door, who, answer)
        form, status = _refused(answer if isinstance(answer, Blocked) else "")
    context = {"form": form, "key": _in_groups(_key(device)), "takes_sms": door.takes_sms}
    return render(request, "accounts/local/app.html", context, status=max(status, status_of(form)))


@public
@never_cache
@require_safe
@at_door
@halfway_in
def app_image(request: HttpRequest, door: PasswordDoor, who: Halfway) -> HttpResponse:
    """Draw what the camera of a telephone reads."""
    device = _device(door, who)
    if device is None:
        raise Http404
    issuer = current().name
    values = urlencode({"secret": _key(device), "issuer": issuer}, quote_via=quote)
    label = quote(f"{issuer}:{who.user.email}")
    out = io.BytesIO()
    qrcode.make(f"otpauth://totp/{label}?{values}", image_factory=SvgPathImage, border=2).save(out)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


def _with_paper(request: HttpRequest, door: PasswordDoor, who: Halfway, codes: list[str]) -> HttpResponse:
    halfway.let_in(request, who.user, door, has_second_factor=True)
    response = render(request, "accounts/local/paper.html", {"codes": codes, "next": who.next})
    known_browsers.remember(request, response, who.user)
    return response


def _device(door: PasswordDoor, who: Halfway) -> TOTPDevice | None:
    if not (door.takes_app and second_step.must_set_up(who.user, door)):
        return None
    return second_step.app_in_hand(who.user)


def _key(device: TOTPDevice) -> str:
    return base64.b32encode(device.bin_key).decode().rstrip("=")


def _in_groups(key: str) -> str:
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4))


def _refused(answer: Blocked | str) -> tuple[CodeStep, int]:
    """Answer an empty form that says what was wrong: what was typed is not shown again (P-021)."""
    form = CodeStep({"code": "-"})
    form.full_clean()
    form.data = {}
    if isinstance(answer, Blocked):
        form.add_error(None, too_often(answer.wait))
        return form, 429
    form.add_error("code", _("Deze code klopt niet, of werkt niet meer."))
    return form, 422


def _cannot_send(answer: Blocked | NotSent) -> str:
    if isinstance(answer, Blocked):
        return too_often(answer.wait)
    return _("Er kan nu geen sms worden verstuurd. Probeer het over een kwartier opnieuw.")


def _channels(door: PasswordDoor, who: Halfway) -> set[str]:
    """Name the ways by which a code can be sent to somebody now."""
    found = {second_step.MAIL} if door.allows_mail_code else set()
    if door.takes_sms and stepping.number_of(who.user) and not _has_only_app(door, who):
        found.add(second_step.SMS)
    return found


def _has_only_app(door: PasswordDoor, who: Halfway) -> bool:
    ready = second_step.ready(who.user, door)
    return second_step.APP in ready and second_step.SMS not in ready


def _choices(door: PasswordDoor, who: Halfway) -> dict[str, Any]:
    """Say what the page of the code offers."""
    ready, channels = second_step.ready(who.user, door), _channels(door, who)
    must_set_up = second_step.must_set_up(who.user, door)
    number = stepping.number_of(who.user) if second_step.SMS in channels else ""
    return {
        "trouble": who.trouble,
        "ending": number[-2:],
        "has_app": second_step.APP in ready,
        "has_paper": second_step.BACKUP in ready,
        "may_text": second_step.SMS in channels,
        "may_mail": second_step.MAIL in channels,
        "may_change_number": must_set_up and door.takes_sms,
        "may_choose_app": must_set_up and door.takes_app,
    }

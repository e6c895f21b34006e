"""Colleagues who came in by their organisation: their second step where it saw none, and why they were not let in."""

import django_otp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from two_factor.signals import user_verified

from portal.accounts import presenting, refusing
from portal.accounts.forms.staff import SecondStepForm
from portal.accounts.models import User
from portal.accounts.queries import colleagues
from portal.core.access import STAFF_PAGES, is_verified_staff, next_url
from tenants.access import public


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for a code of somebody's own device; who has none sets one up first (attack I23)."""
    then = next_url(request, STAFF_PAGES)
    if not isinstance(request.user, User) or not request.user.is_staff:
        return redirect("maykin_2fa:login")
    if is_verified_staff(request):
        return redirect(then)
    user = request.user
    devices = colleagues.devices_of(user)
    if not devices:
        return redirect("maykin_2fa:setup")
    form = SecondStepForm(user, devices, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = form.user.otp_device  # type: ignore[attr-defined]
        django_otp.login(request, device)
        user_verified.send(sender=__name__, request=request, user=user, device=device)
        return redirect(then)
    return render(request, "accounts/second_step.html", {"form": form, "next": then})


@public
@never_cache
@require_safe
def refused(request: HttpRequest) -> HttpResponse:
    """Say why a colleague was not let in, and what to do."""
    refusal = refusing.last(request)
    if refusal is None:
        return redirect("maykin_2fa:login")
    is_open = any(each.slug == refusal.door and each.is_available for each in colleagues.ways_in())
    context = {
        "told": presenting.explained_to_colleague(refusal),
        "refusal": refusal,
        "again": reverse("door:depart", args=[refusal.door]) if is_open else "",
    }
    return render(request, "accounts/colleague_refused.html", context)

"""What the views of the profile have in common."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.origins import origin_of
from portal.profile.access import profile_of
from tenants.audit import Actor

type Crumbs = list[tuple[str, str]]


def actor_of(request: HttpRequest) -> Actor:
    """Answer who acts, for the log."""
    return Actor("person", str(profile_of(request).user.uuid), origin_of(request))


def crumbs(title: str = "") -> Crumbs:
    """Answer the way to a page below the hub; without a title the hub itself."""
    hub = reverse("profile:hub")
    here = [(title, "")] if title else []
    return [(_("Startpagina"), reverse("pages-root")), (_("Mijn profiel"), hub), *here]

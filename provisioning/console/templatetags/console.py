"""Put states, moments and durations into words."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrations.connections.types import Authentication, StepState
from provisioning.console import texts
from provisioning.console.forms.connection import AUTHENTICATIONS
from provisioning.console.forms.tokens import scope_name
from provisioning.console.queries import drafts as openings
from provisioning.console.types import Role
from provisioning.tokens.types import Scope
from tenants import audit
from tenants.types import Kind, State

register = template.Library()

BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
"""Marks in the order in which they decide: each also bears the marks of those behind it."""
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@register.inclusion_tag("themes/components/status.html")
def state_pill(state: str) -> dict[str, Any]:
    """Show the state of a municipality."""
    text, kind = texts.STATES.get(State(state), (state, "neutral"))
    return {"text": text, "kind": kind}


@register.inclusion_tag("themes/components/status.html")
def operation_pill(state: str) -> dict[str, Any]:
    """Show how far an operation is."""
    text, kind = texts.OPERATION_STATES.get(str(state), (state, "neutral"))
    return {"text": text, "kind": kind}


@register.inclusion_tag("themes/components/status.html")
def connection_pill(state: str) -> dict[str, Any]:
    """Show whether a connection works."""
    text, kind = texts.CONNECTION_STATES.get(str(state), (state, "neutral"))
    return {"text": text, "kind": kind}


@register.inclusion_tag("console/parts/drafts.html", takes_context=True)
def drafts(context: dict[str, Any]) -> dict[str, Any]:
    """Show the openings that were begun and not asked for yet."""
    operator = context["operator"]
    return {"drafts": openings.unfinished(operator), "operator": operator}


@register.filter
def who(name: str) -> str:
    """Name who asked for something: a person, or the platform itself."""
    return _("het platform") if name == audit.SYSTEM.name else name


@register.filter
def scope_words(scope: str) -> str:
    """Say what a key of the API may do, with its code behind it."""
    return scope_name(Scope(scope)) if scope in Scope else scope


@register.filter
def errand_name(kind: str) -> Any:
    """Say what a worker is doing to a connection."""
    return texts.ERRANDS.get(str(kind), "")


@register.filter
def authentication_name(value: str) -> Any:
    """Name a way of being let in."""
    return AUTHENTICATIONS[Authentication(value)]


@register.filter
def step_word(state: str) -> Any:
    """Say what came of a layer of a test."""
    return texts.STEP_STATES[StepState(state)][0]


@register.filter
def step_mark(state: str) -> str:
    """Name the mark of what came of a layer of a test."""
    return texts.STEP_STATES[StepState(state)][1]


@register.filter
def kind_name(kind: str) -> Any:
    """Name a kind of municipality."""
    return texts.KINDS[Kind(kind)]


@register.filter
def role_name(role: str) -> Any:
    """Name a role."""
    return texts.ROLES[Role(role)]


@register.filter
def problem_words(problem: dict[str, Any]) -> str:
    """Say what is wrong with a stream, with the numbers of its line and its seal."""
    text = str(texts.PROBLEMS.get(problem["kind"], problem["text"]))
    return text % {"record": problem["record"], "seal": problem["seal"]}


@register.filter
def operation_name(kind: str) -> Any:
    """Name what an operation does."""
    return texts.OPERATION_KINDS.get(str(kind), kind)


@register.filter
def moment(value: datetime | None) -> str:
    """Say when, with the time only where it helps: today, or to the minute."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if local.date() == timezone.localdate():
        return _("vandaag %(time)s") % {"time": date_format(local, "H:i")}
    return date_format(local, "j b Y H:i")


@register.filter
def ago(value: datetime | None) -> str:
    """Say how long ago, in the largest unit that says enough."""
    if value is None:
        return ""
    minutes = int((timezone.now() - value).total_seconds() // 60)
    if minutes < 1:
        return _("zojuist")
    if minutes < 60:
        return ngettext("%(n)d minuut geleden", "%(n)d minuten geleden", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        return ngettext("%(n)d uur geleden", "%(n)d uur geleden", minutes // 60) % {"n": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(n)d dag geleden", "%(n)d dagen geleden", days) % {"n": days}


@register.filter
def duration(value: timedelta | None) -> str:
    """Say how long something took, to what a person can use."""
    if value is None:
        return ""
    seconds = value.total_seconds()
    if seconds < 60:
        return _("%(n)s s") % {"n": f"{seconds:.1f}".replace(".", ",")}
    return _("%(m)d min %(s)d s") % {"m": seconds // 60, "s": seconds % 60}


@register.filter
def is_in(value: Any, collection: Any) -> bool:
    """Tell whether a value is one of a collection's."""
    return value in collection


@register.filter
def thousands(value: int) -> str:
    """Write a number as people read it: 17.590.672."""
    return number_format(value, force_grouping=True)


@register.filter
def browser_name(agent: str) -> str:
    """Name a browser and its system, as far as it tells."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return (
        _("%(browser)s op %(system)s") % {"browser": browser, "system": system}
        if browser and system
        else browser
    )


@register.simple_tag
def portal_url(host: str) -> str:
    """Answer the address of a portal."""
    scheme = "http" if settings.INSECURE_COOKIES else "https"
    port = f":{settings.PORTAL_PORT}" if settings.PORTAL_PORT else ""
    return f"{scheme}://{host}{port}/"

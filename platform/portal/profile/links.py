"""Other features by the names of their URLs (architecture section 3): what is not there has no link."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from portal.profile.models import ProfileSettings

FOR_PEOPLE: Final = frozenset({"cases"})
"""What companies hear of in another way."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the hub that another feature shows: a link, and htmx fetches the page it leads to in part."""

    key: str
    title: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that there is to hear of by e-mail; its key is a field of `Preferences`."""

    key: str
    label: str | Promise


def find(name: str, *args: str) -> str:
    """Answer the address of a view; empty where its feature is off, not mounted, or not there at all."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def panels(chosen: ProfileSettings) -> list[Panel]:
    """List the panels of features that are there, in the order of `PROFILE_PANELS`."""
    found = [Panel(key, title, find(name)) for key, (title, name) in settings.PROFILE_PANELS.items()]
    return [panel for panel in found if panel.url and getattr(chosen, f"show_{panel.key}", True)]


def topics(chosen: ProfileSettings, *, is_person: bool) -> list[Topic]:
    """List what this visitor can hear of here: switched on by the municipality, and its page is published (P-059)."""
    return [
        Topic(key, label)
        for key, (label, name) in settings.PROFILE_TOPICS.items()
        if getattr(chosen, f"notify_{key}") and (is_person or key not in FOR_PEOPLE) and find(name)
    ]


def is_mailed(key: str) -> bool:
    """Tell whether the municipality sends mail about a topic, whoever it is for; others ask by `MAIL_TOPIC`."""
    chosen = ProfileSettings.objects.filter(pk=1).first() or ProfileSettings()
    return bool(getattr(chosen, f"notify_{key}"))

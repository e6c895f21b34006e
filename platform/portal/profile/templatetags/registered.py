"""What the BRP told, as lines of a list; also where it comes after the page."""

from django import template

from integrations.haalcentraal.types import Person
from portal.profile import presentation
from portal.profile.types import Row

register = template.Library()


@register.filter
def registered(person: Person) -> list[Row]:
    """Say what the BRP knows of somebody, line by line."""
    return presentation.registered(person)

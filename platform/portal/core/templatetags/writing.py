"""What was found in a text, in words."""

from django import template

from portal.core.writing.types import Finding
from portal.core.writing.wording import sentence as written

register = template.Library()


@register.filter
def sentence(finding: Finding) -> str:
    """Write a finding out."""
    return written(finding)

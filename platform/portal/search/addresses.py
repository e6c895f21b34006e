"""Addresses of pages that may not exist in the visitor's language, or not at all."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override


def find(name: str, args: Sequence[str] = ()) -> str | None:
    """Answer the address of a named URL: in the active language, else in Dutch, else None."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        pass
    with override(settings.LANGUAGE_CODE):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            return None

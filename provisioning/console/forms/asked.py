"""Fields that are asked for in the wizard and never refused there: `provisioning.lifecycle` says what is wrong."""

from typing import Any

from django import forms


class _Asked:
    """A field that is asked for and never refused here."""

    def validate(self, value: Any) -> None:
        """Let it pass."""

    def run_validators(self, value: Any) -> None:
        """Let it pass, however long it is."""


class TextField(_Asked, forms.CharField):
    """A text."""


class OneOf(_Asked, forms.ChoiceField):
    """One of a few."""


class SomeOf(_Asked, forms.MultipleChoiceField):
    """Some of a few."""


class FileField(_Asked, forms.FileField):
    """A file, which may have been sent before."""

"""What visitors fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.products import presentation
from portal.products.models import Category


class InterestsForm(forms.Form):
    """Choose among the subjects that are published, and open to this visitor."""

    def __init__(self, offered: list[Category], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = offered
        self.fields["subjects"] = forms.MultipleChoiceField(
            label=_("Welke onderwerpen vindt u belangrijk?"),
            choices=[(str(subject.uuid), presentation.label(subject)) for subject in offered],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def chosen(self) -> list[Category]:
        """Answer what was chosen."""
        keys = set(self.cleaned_data["subjects"])
        return [subject for subject in self._offered if str(subject.uuid) in keys]

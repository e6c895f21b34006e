"""Ask which municipalities get the version that is published."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.console.queries.themes import Wearer
from themes.styles.errors import RefusedStyleError

from .asking import AskingForm, reason
from .together import changed


class PublishForm(AskingForm):
    """Ask for municipalities and a reason."""

    stands_beside: ClassVar[Mapping[str, str]] = {"theme": "municipalities", "settings": "municipalities"}

    municipalities = forms.MultipleChoiceField(
        label=_("Deze gemeenten krijgen deze versie"),
        required=False,
        help_text=_("Zij dragen nu een andere versie. Wie u niet aanvinkt, houdt wat zij heeft."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Intussen is gewijzigd wie deze huisstijl draagt. Kies opnieuw.")
        },
    )
    reason = reason()
    current = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    """Which version was published when the page was shown."""
    number = forms.UUIDField(widget=forms.HiddenInput)
    """Sent twice, it is one change."""

    def __init__(self, data: Any, *, others: Sequence[Wearer], current: int) -> None:
        """Make the form.

        :param others: the municipalities that wear another version; they are all ticked.
        """
        first = {
            "municipalities": [str(each.uuid) for each in others],
            "current": current,
            "number": uuid.uuid4(),
        }
        super().__init__(data, initial=first)
        if others:
            field: Any = self.fields["municipalities"]
            field.choices = [
                (str(each.uuid), _("%(name)s, nu versie %(n)s") % {"name": each.name, "n": each.number})
                for each in others
            ]
        else:
            del self.fields["municipalities"]

    def chosen(self) -> list[uuid.UUID]:
        """Give the municipalities."""
        return [uuid.UUID(each) for each in self.cleaned_data.get("municipalities", ())]

    def refuse_style(self, error: RefusedStyleError) -> None:
        """Say why it may not be published."""
        for texts in error.reasons.values():
            for text in texts:
                self.add_error(None, text)

    def ask_again(self, current: int) -> None:
        """Go on from what somebody else published meanwhile."""
        self.data = changed(self, current=str(current))

"""Ask for a statement about the right to a work: for the console, and for who brings a logo of her own."""

from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from themes.licences import OPEN_LICENCES, Ground, IncompleteError, Statement, Work

GROUNDS: Final = [
    (Ground.OWN.value, _("Het is van de gemeente zelf")),
    (Ground.LICENCE.value, _("De gemeente heeft een licentie")),
    (Ground.PERMISSION.value, _("De gemeente heeft toestemming")),
    (Ground.OPEN.value, _("Het heeft een open licentie")),
]
OPEN_LICENCE_CHOICES: Final = [("", _("Geen")), *((each, each) for each in sorted(OPEN_LICENCES))]
SAID: Final = ("holder", "stated_by", "reference", "open_licence")


class RightsForm(forms.Form):
    """Ask for a statement about one work."""

    use_required_attribute = False

    ground = forms.ChoiceField(
        label=_("Waarom mag de gemeente het gebruiken?"),
        choices=GROUNDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies waarom de gemeente het mag gebruiken.")},
    )
    holder = forms.CharField(
        label=_("Van wie zijn de rechten?"),
        max_length=200,
        help_text=_("Zoals: gemeente Zonnedam."),
        error_messages={"required": _("Vul in wie de rechten heeft.")},
    )
    stated_by = forms.CharField(
        label=_("Wie verklaart dit namens de gemeente?"),
        max_length=200,
        help_text=_("Naam en functie van een medewerker."),
        error_messages={"required": _("Vul in wie dit namens de gemeente verklaart.")},
    )
    reference = forms.CharField(
        label=_("Nummer van contract of brief"),
        required=False,
        max_length=200,
        help_text=_("Nodig bij een licentie of toestemming."),
    )
    open_licence = forms.ChoiceField(
        label=_("Open licentie"),
        required=False,
        choices=OPEN_LICENCE_CHOICES,
    )
    statement: Statement | None = None

    def __init__(self, *args: Any, work: Work, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.work = work

    def clean(self) -> dict[str, Any]:
        """Make the statement, or say beside which field it falls short."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        try:
            self.statement = Statement(
                **{name: given[name] for name in SAID if name in given},
                **self.said(),
                work=self.work,
                ground=Ground(given["ground"]),
                stated_on=timezone.localdate(),
            )
        except IncompleteError as error:
            self.add_error(error.field, str(error.sentence))
        return given

    def said(self) -> dict[str, str]:
        """Answer what is known without asking."""
        return {}

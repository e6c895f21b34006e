"""Take a house style in: a file, or two colours and a font; with a name, an owner and a statement of rights."""

import uuid
from typing import Any, Final

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from provisioning.console.queries import slots as slot_queries
from provisioning.console.queries import themes as queries
from themes.importing import limits
from themes.intake import Intake
from themes.licences import Work
from themes.styles import making
from themes.styles.errors import RefusedStyleError
from themes.styles.models import Revision
from themes.styles.types import Draft, Naming, Origin

from .asking import offer
from .brand import BrandForm
from .rights import LogoForm, RightsForm
from .together import Together, changed
from .uploads import Kept, Uploads

FILE, BRAND = "bestand", "kleuren"
EVERYBODY: Final = ("alle", _("Alle gemeenten"))
MEGABYTES: Final = limits.UPLOAD_BYTES // 1024 // 1024


class NamingForm(forms.Form):
    """Ask what a house style is called, and whose it is."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Naam van de huisstijl"),
        max_length=100,
        help_text=_("Zo staat hij in de lijst waaruit u kiest, zoals: Zonnedam 2026."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul in hoe de huisstijl heet.")},
    )
    description = forms.CharField(label=_("Omschrijving"), required=False, max_length=300)
    owner = forms.ChoiceField(
        label=_("Voor wie"),
        initial=EVERYBODY[0],
        help_text=_("Een huisstijl van één gemeente kan geen andere gemeente krijgen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", [EVERYBODY, *queries.choosable_owners()])

    def naming(self) -> Naming:
        """Give what was filled in."""
        given = self.cleaned_data
        owner = None if given["owner"] == EVERYBODY[0] else uuid.UUID(given["owner"])
        return Naming(given["name"], given["description"], owner)


class ChoiceOfAny(forms.ChoiceField):
    """One of what is in the file, which intake judges."""

    def valid_value(self, value: Any) -> bool:
        """Let it pass."""
        return True


class SourceForm(forms.Form):
    """Ask for a file, or say that it is made of colours."""

    use_required_attribute = False

    source = forms.ChoiceField(
        label=_("Waarvan maakt u de huisstijl?"),
        choices=[
            (FILE, _("Van een bestand met design tokens")),
            (BRAND, _("Van twee kleuren en een lettertype")),
        ],
        initial=FILE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies waarvan u de huisstijl maakt.")},
    )
    file = forms.FileField(
        label=_("Bestand"),
        required=False,
        help_text=_(
            "Tokens Studio, Style Dictionary, DTCG, een plat JSON-bestand, CSS met variabelen, of een zip of "
            "npm-pakket daarvan. Ten hoogste %(size)s MB."
        )
        % {"size": MEGABYTES},
        error_messages={"empty": _("Dit bestand is leeg.")},
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    choice = ChoiceOfAny(label=_("Welk thema uit dit bestand?"), required=False, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Notitie"),
        required=False,
        max_length=300,
        help_text=_("Voor collega's. Staat bij de versie."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    number = forms.UUIDField(widget=forms.HiddenInput)
    """Sent twice, it is one version."""
    base = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)


class ImportForms:
    """The forms of the page, and what became of them."""

    def __init__(self, request: HttpRequest, operator: uuid.UUID, before: Revision | None = None) -> None:
        """Read what was sent.

        :param before: the newest version, when another is made of a file; without, a house style is begun.
        """
        data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        self.before, self.uploads = before, Uploads(operator)
        self.source = SourceForm(
            data, files, initial={"number": uuid.uuid4(), "base": before.number if before else 0}
        )
        self.naming = NamingForm(data)
        self.brand = BrandForm(data, initial=dict(before.brand) if before else None)
        self.rights = RightsForm(data, work=Work.HOUSE_STYLE, prefix="recht")
        self.logo = LogoForm(data, files, uploads=self.uploads)
        self.taken: Intake | None = None
        self.file = Kept()
        self.shown: tuple[forms.Form, ...] = ()

    def draft(self) -> Draft | None:
        """Make a version of what was sent; None when something is missing, which then stands beside its field."""
        is_good = self.source.is_valid()
        self.shown = (*(() if self.before else (self.naming,)), self.source)
        is_good = (self.before is not None or self.naming.is_valid()) and is_good
        origin = self._brand() if self.source.cleaned_data.get("source") == BRAND else self._file()
        is_good = self.logo.is_good and is_good
        self.shown = (*self.shown, *self.logo.wrong)
        self._keep()
        theme = self.taken.theme if self.taken else None
        if origin is None or theme is None or not is_good or self.summary.errors:
            return None
        assert self.taken is not None
        return Draft(
            origin, self.taken, self.rights.statement, self.logo.taken(), self.source.cleaned_data["note"]
        )

    def _brand(self) -> Origin | None:
        self.shown = (*self.shown, self.brand)
        if not self.brand.is_valid():
            return None
        origin = Origin(brand=self.brand.brand(), given=self.before.given if self.before else {})
        self.taken = making.take(origin)
        self.brand.refuse(self.taken.refusals)
        return origin

    def _file(self) -> Origin | None:
        given = self.source.cleaned_data
        self.shown = (*self.shown, self.rights)
        self.rights.is_valid()
        self.file = self.uploads.take(given.get("file"), given.get("kept", ""))
        if not self.file.content:
            if "file" not in self.source.errors:
                self.source.add_error("file", _now("Kies een bestand."))
            return None
        by_hand = self.before.given if self.before else {}
        # A choice was made among what was in the file before.
        choice = "" if given.get("file") else given.get("choice", "")
        origin = Origin(self.file.content, self.file.name, choice, given=by_hand)
        self.taken = making.take(origin)
        if self.taken.refusals:
            self.source.add_error("file", _now("Dit bestand is niet gebruikt. Hierboven staat waarom."))
            self.file = Kept()
        return origin

    def _keep(self) -> None:
        """Keep the files that were not refused, and say of which themes one has to be chosen."""
        for form, found in ((self.source, self.file), (self.logo, self.logo.found)):
            form.data = changed(form, kept=self.uploads.keep(found) if self._asks_again else "")
        choices = self.taken.choices if self.taken else ()
        offer(self.source, "choice", [(each, each) for each in choices])

    def ask_for_file(self) -> None:
        """Have the page say that a file has to be chosen, unless one is kept: which no rule of the form does."""
        self.source.fields["file"].required = not self.file.name

    @property
    def _asks_again(self) -> bool:
        return self.summary.errors or self.asks_for_choice

    @property
    def asks_for_choice(self) -> bool:
        """Tell whether several themes are in the file and none was chosen yet."""
        return bool(
            self.taken and self.taken.choices and self.taken.theme is None and not self.taken.refusals
        )

    @property
    def is_refused(self) -> bool:
        """Tell whether the file itself is refused: then the page is a report."""
        return bool(self.taken and self.taken.refusals and self.source.cleaned_data.get("source") != BRAND)

    @property
    def report(self) -> slot_queries.Report:
        """Say what there is to say of the file."""
        return slot_queries.report(self.taken.findings if self.taken else ())

    @property
    def summary(self) -> Together:
        """Show the forms as one."""
        return Together(*self.shown)

    def ask_again(self, base: int) -> None:
        """Go on from what somebody else made meanwhile."""
        self.source.data = changed(self.source, base=str(base), number=str(uuid.uuid4()))

    def refuse(self, error: RefusedStyleError) -> None:
        """Put each reason beside its field."""
        forms_by_field: dict[str, forms.Form] = {"name": self.naming, "file": self.source}
        for field, texts in error.reasons.items():
            form = forms_by_field.get(field, self.source)
            for text in texts:
                form.add_error(field if field in form.fields else None, text)
        self._keep()

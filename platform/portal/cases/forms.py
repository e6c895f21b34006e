"""Forms of functional managers: which kinds of cases to list, what holds for one, catalogues and files."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases.models.types import CaseTypeSettings
from portal.cases.queries import configured, importing, written
from portal.cases.queries.known import CaseSystem
from portal.cases.queries.overview import Show
from tenants.configuration import canonical

SHOWN: Final = {
    Show.ALL: gettext_lazy("Alle"),
    Show.NOTIFYING: gettext_lazy("Met berichten"),
    Show.SILENT: gettext_lazy("Zonder berichten"),
    Show.UPLOADING: gettext_lazy("Documenten toevoegen"),
    Show.ASKING: gettext_lazy("Vragen stellen"),
    Show.SET: gettext_lazy("Ingesteld"),
    Show.UNSET: gettext_lazy("Niets ingesteld"),
    Show.RECENT: gettext_lazy("Nieuw of gewijzigd"),
}
ALL_SYSTEMS: Final = "*"


class FiltersForm(forms.Form):
    """Choose which kinds of cases to list; it stands in the address. What makes no sense is as if it were not there."""

    zoek = forms.CharField(label=gettext_lazy("Zoeken"), required=False, max_length=100)
    toon = forms.ChoiceField(label=gettext_lazy("Tonen"), required=False)
    systeem = forms.ChoiceField(label=gettext_lazy("Zaaksysteem"), required=False)

    def __init__(self, given: QueryDict, *, systems: Sequence[CaseSystem]) -> None:
        # An empty name is that of the first system: who chose none has chosen all.
        super().__init__({"systeem": ALL_SYSTEMS, **given.dict()})
        self._choices("toon", [(show.value, str(text)) for show, text in SHOWN.items()])
        self._choices("systeem", [(ALL_SYSTEMS, _("Alle")), *((one.slug, one.title) for one in systems)])
        if len(systems) < 2:
            del self.fields["systeem"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def count(self, counts: Mapping[str, int]) -> None:
        """Say behind each choice how many there are."""
        self._choices(
            "toon", [(one.value, f"{text} ({counts.get(one.value, 0)})") for one, text in SHOWN.items()]
        )

    def filters(self) -> dict[str, Any]:
        """Answer what was chosen."""
        self.is_valid()
        told = self.cleaned_data
        system = told.get("systeem", ALL_SYSTEMS)
        return {
            "words": told.get("zoek", ""),
            "show": Show(told.get("toon") or ""),
            "system": None if system == ALL_SYSTEMS else system,
        }


class _Settings(forms.ModelForm[Any]):
    """One row; that it is whole is asked of its model, that it is the only one is not."""

    def validate_unique(self) -> None:
        """Ask nothing: its name is not of this form."""

    def validate_constraints(self) -> None:
        """Ask nothing: the model says it with the field."""


OWN_FORM: Final = forms.modelform_factory(CaseTypeSettings, form=_Settings, fields=configured.OWN)
PART_FORMS: Final = {
    part: forms.modelform_factory(model, form=_Settings, fields=written.PART_FIELDS[part])
    for part, model in written.PARTS.items()
}


@dataclass
class PartForm:
    """The form of a step, result or kind of document."""

    part: str
    value: Mapping[str, Any]
    form: Any

    @property
    def name(self) -> str:
        """Name it."""
        return str(self.value["name"])


class KindForm:
    """All forms of one kind of cases together."""

    def __init__(self, value: written.Value, data: Any = None) -> None:
        self.value = value
        self.mark = hashlib.sha256(canonical.dump(value).encode()).hexdigest()[:20]
        self.is_stale = data is not None and data.get("mark") != self.mark
        own = {name: value[name] for name in (*written.NATURAL, *configured.OWN)}
        self.own = OWN_FORM(data, instance=CaseTypeSettings(**own), prefix="own")
        self.parts = [
            PartForm(part, each, PART_FORMS[part](data, instance=model(**each), prefix=_prefix(part, each)))
            for part, model in written.PARTS.items()
            for each in value[part]
        ]

    def is_valid(self) -> bool:
        """Tell whether all is well; asks each form, so that all errors are shown at once."""
        return not self.is_stale and not self.wrong

    @property
    def wrong(self) -> list[Any]:
        """List the forms in which something is not well."""
        return [form for form in (self.own, *(each.form for each in self.parts)) if not form.is_valid()]

    def of(self, part: str) -> list[PartForm]:
        """List the forms of one part."""
        return [each for each in self.parts if each.part == part]

    def wanted(self) -> dict[str, Any]:
        """Answer what was filled in."""
        wanted = {**self.value, **self.own.cleaned_data}
        for part in written.PARTS:
            wanted[part] = [{**each.value, **each.form.cleaned_data} for each in self.of(part)]
        return wanted


class CatalogueForm(forms.Form):
    """A catalogue of a system that lists none."""

    url = forms.URLField(
        label=gettext_lazy("Adres van de catalogus"), max_length=1_000, assume_scheme="https"
    )
    domain = forms.CharField(label=gettext_lazy("Domein"), max_length=100)
    rsin = forms.CharField(
        label=gettext_lazy("RSIN"),
        max_length=9,
        validators=[RegexValidator(r"^[0-9]{9}$", gettext_lazy("Een RSIN is een nummer van 9 cijfers."))],
    )
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=200, required=False)


class ImportForm(forms.Form):
    """A file with settings of another installation."""

    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        widget=forms.FileInput(attrs={"accept": ".jsonl,.json,.txt"}),
        help_text=gettext_lazy("Een bestand dat u met Exporteren hebt gemaakt, ten hoogste 25 MB."),
    )

    def clean_file(self) -> str:
        """Read the text of it.

        :raises ValidationError: when it is too large, or no text.
        """
        told = self.cleaned_data["file"]
        if told.size > importing.LARGEST:
            raise forms.ValidationError(_("Dit bestand is te groot: ten hoogste 25 MB."))
        try:
            text = str(told.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("Dit bestand bevat geen tekst.")) from None
        if "\0" in text:
            raise forms.ValidationError(_("Dit bestand bevat geen tekst."))
        return text


def _prefix(part: str, value: Mapping[str, Any]) -> str:
    """Name a form after what it is about: a new version that came meanwhile moves nothing to another step."""
    key = canonical.dump(list(written.part_key(part, value)))
    return f"{part}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"

"""What a page asks: forms, with their mistakes."""

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from themes import dates
from themes.gallery.types import Component, Example, Group


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Naam", help_text="Zoals in uw paspoort.")
    remark = forms.CharField(label="Opmerking", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    theme = forms.ChoiceField(label="Onderwerp", choices=[("a", "Paspoort"), ("b", "Parkeren")])
    contact = forms.ChoiceField(
        label="Hoe mogen wij antwoorden?",
        widget=forms.RadioSelect,
        choices=[("m", "Per e-mail"), ("t", "Telefonisch")],
    )
    days = forms.MultipleChoiceField(
        label="Wanneer kunt u?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("ma", "Maandag"), ("di", "Dinsdag")],
        required=False,
    )
    agreed = forms.BooleanField(label="Ik heb alles naar waarheid ingevuld")
    born = dates.DateField(
        label="Geboortedatum", help_text="Bijvoorbeeld 27 3 1985.", widget=dates.DateParts(is_birthday=True)
    )
    proof = forms.FileField(label="Bewijs", help_text="PDF, JPEG of PNG, hooguit 10 MB.")


FILES: Final = (
    {"name": "huurcontract.pdf", "kind": "PDF", "size": 482_113, "key": "1", "remove_name": "verwijder"},
    {
        "name": "foto.heic",
        "kind": "HEIC",
        "size": 12_400_000,
        "error": "Dit bestand is te groot. Kies een kleiner bestand.",
    },
)


def _field(name: str, prefix: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
    files: MultiValueDict[str, UploadedFile[Any]] = MultiValueDict(
        {"proof": [SimpleUploadedFile("leeg.pdf", b"")]}
    )
    form = SampleForm(data, files if data is not None else None, auto_id=f"{prefix}-%s")
    return {"field": form[name], "files": FILES if data is not None else ()}


def _wrong(prefix: str) -> dict[str, Any]:
    return {
        "form": SampleForm(
            {"born_0": "31", "born_1": "2", "born_2": "1985"}, MultiValueDict(), auto_id=f"{prefix}-%s"
        )
    }


def _some(prefix: str, *names: str) -> dict[str, Any]:
    form = SampleForm(auto_id=f"{prefix}-%s")
    for name in set(form.fields) - set(names):
        del form.fields[name]
    return {"form": form, "label": "Voorbeeld van filters", "clear_url": "#"}


GROUP: Final = Group(
    "vragen",
    _("Vragen"),
    (
        Component(
            "field",
            _("Veld"),
            _("Een vraag met label, uitleg, fout en invoer, die bij elkaar horen voor wie niet ziet."),
            (
                Example(_("Tekst"), lambda: _field("name", "vb-tekst")),
                Example(_("Tekst met fout"), lambda: _field("name", "vb-fout", {})),
                Example(_("Lange tekst"), lambda: _field("remark", "vb-lang")),
                Example(_("Keuzelijst"), lambda: _field("theme", "vb-lijst")),
                Example(_("Keuzerondjes"), lambda: _field("contact", "vb-rond")),
                Example(_("Keuzerondjes met fout"), lambda: _field("contact", "vb-rond-fout", {})),
                Example(_("Vinkjes"), lambda: _field("days", "vb-vink")),
                Example(_("Eén vinkje"), lambda: _field("agreed", "vb-eens")),
            ),
            _("Zeg bij een veld dat niet hoeft ‘niet verplicht’; de rest is verplicht."),
            _("Geen uitleg in het veld zelf, en geen sterretjes."),
            parts=("field_notes",),
        ),
        Component(
            "date",
            _("Datum"),
            _("Drie vakjes voor een datum die iemand uit het hoofd weet."),
            (
                Example(_("Leeg"), lambda: _field("born", "vb-datum")),
                Example(
                    _("Bestaat niet"),
                    lambda: _field(
                        "born", "vb-datum-fout", {"born_0": "31", "born_1": "2", "born_2": "1985"}
                    ),
                ),
            ),
            _("Geef een voorbeeld van een datum."),
            _("Geen kalender voor een geboortedatum."),
        ),
        Component(
            "file_upload",
            _("Bestand meesturen"),
            _("Een bestand kiezen, zien hoever het is, en zien wat er al staat."),
            (
                Example(_("Leeg"), lambda: _field("proof", "vb-bestand")),
                Example(_("Met bestanden en een fout"), lambda: _field("proof", "vb-bestand-fout", {})),
            ),
            _("Zeg vooraf welke soorten mogen en hoe groot."),
            _("Niet alleen slepen: de knop is er voor iedereen."),
            parts=("file_list",),
        ),
        Component(
            "error_summary",
            _("Overzicht van fouten"),
            _("Staat boven de pagina, krijgt de aandacht, en brengt naar elk veld met een fout."),
            (Example(_("Vier fouten"), lambda: _wrong("vb-overzicht")),),
            _("Zet hetzelfde bij het veld zelf, in dezelfde woorden."),
            _("Niet wissen wat iemand al invulde."),
        ),
        Component(
            "fields",
            _("Alle velden"),
            _("De velden van een formulier onder elkaar."),
            (Example(_("Met fouten"), lambda: _wrong("vb-overzicht")),),
            _("Eén kolom, in de volgorde waarin iemand denkt."),
            _("Vraag niets wat de gemeente al weet."),
        ),
        Component(
            "toolbar",
            _("Filters"),
            _("Maakt een lijst korter; het adres onthoudt de keuze."),
            (Example(_("Gewoon"), lambda: _some("vb-filter", "name", "theme")),),
            _("Laat zien hoe men alles weer ziet."),
            _("Niet voor drie regels: dan is de lijst al kort."),
        ),
    ),
)

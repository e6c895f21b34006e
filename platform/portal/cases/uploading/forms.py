"""The form with which somebody adds documents to a case."""

import uuid
from collections.abc import Sequence
from typing import Any, BinaryIO, Final, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.zgw.types import DocumentType
from integrations.zgw.types.keys import folded
from portal.core import files
from portal.core.files import Fault, Judged, UnfitError

from .types import MEGABYTE, MOST_BYTES, MOST_FILES, Limits

FAULTS: Final[dict[Fault, str | Promise]] = {
    Fault.EMPTY: gettext_lazy("Er staat niets in dit bestand. Kies een ander bestand."),
    Fault.TOO_LARGE: gettext_lazy(
        "Dit bestand is te groot. Het mag ten hoogste %(megabytes)s MB zijn. Maak het kleiner, of splits het."
    ),
    Fault.ENDING: gettext_lazy("Deze soort bestanden nemen wij niet aan. Bewaar het als %(endings)s."),
    Fault.OTHER_CONTENT: gettext_lazy(
        "In dit bestand zit iets anders dan de naam zegt, of het is beschadigd. Bewaar het opnieuw, bijvoorbeeld "
        "als PDF."
    ),
    Fault.LOCKED: gettext_lazy("Op dit bestand zit een wachtwoord. Haal het wachtwoord eraf."),
    Fault.ACTIVE: gettext_lazy("In dit bestand zit een programma (macro). Bewaar het als PDF."),
    Fault.PACKED: gettext_lazy("Dit bestand wordt te groot als wij het openen. Bewaar het als PDF."),
}
SHOWN_ENDINGS: Final = 3


class SeveralFiles(forms.FileInput):
    """A field for more than one file."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files; what is wrong with one says `UploadForm.wrong`, as the others may be taken."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Answer all of them.

        :raises ValidationError: when there are none, or too many for one time.
        """
        found = [one for one in data or () if isinstance(one, UploadedFile)]
        if not found:
            raise forms.ValidationError(_("Kies een bestand."))
        if len(found) > MOST_FILES:
            text = _("Dit zijn te veel bestanden. Stuur er ten hoogste %(n)s tegelijk.")
            raise forms.ValidationError(text % {"n": MOST_FILES})
        if sum(one.size or 0 for one in found) > MOST_BYTES:
            text = _("Deze bestanden zijn samen te groot: ten hoogste %(n)s MB tegelijk. Stuur ze in delen.")
            raise forms.ValidationError(text % {"n": MOST_BYTES // MEGABYTE})
        return found


class UploadForm(forms.Form):
    """Ask for files, and of which kind they are where there are several."""

    sending = forms.UUIDField(widget=forms.HiddenInput)
    """The same form sent twice is one."""
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat voor document is het?"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Kies wat voor document het is.")
        ),
    )
    attached = FilesField(label=gettext_lazy("Bestanden"))

    def __init__(self, *args: Any, kinds: Sequence[DocumentType], limits: Limits, **named: Any) -> None:
        named.setdefault("prefix", "document")
        named.setdefault("initial", {"sending": uuid.uuid4()})
        super().__init__(*args, **named)
        self.kinds = {_key_of(one): one for one in kinds}
        self.limits = limits
        self._choose()
        field = self.fields["attached"]
        field.widget.attrs["accept"] = ",".join(f".{ending}" for ending in limits.endings)
        field.help_text = _(
            "U mag meer bestanden kiezen. Ten hoogste %(n)s MB per bestand, en %(all)s MB samen. Soorten: %(endings)s."
        ) % {"n": limits.megabytes, "all": MOST_BYTES // MEGABYTE, "endings": ", ".join(limits.endings)}

    def _choose(self) -> None:
        """Ask for the kind where there is something to choose."""
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.name) for key, one in self.kinds.items()]
        if len(self.kinds) == 1:
            field.widget = forms.HiddenInput()
            field.initial = next(iter(self.kinds))

    def chosen_kind(self) -> DocumentType:
        """Answer which kind was chosen, of a form that is valid."""
        return self.kinds[self.cleaned_data["kind"]]

    def judged(self) -> list[tuple[UploadedFile[bytes], Judged]]:
        """Answer the files that may be taken, as far as can be seen here; of the others the form says what is wrong."""
        found = []
        for file in self.cleaned_data["attached"]:
            try:
                found.append((file, self._judge(file)))
            except UnfitError as error:
                self.refuse(file.name or "", self._wording(error.fault))
        return found

    def refuse(self, name: str, text: str) -> None:
        """Say beside the field what is wrong with a file."""
        self.add_error("attached", f"{files.shown(name)}: {text}")

    def _judge(self, file: UploadedFile[bytes]) -> Judged:
        return files.judge(
            cast(BinaryIO, file.file),
            name=file.name or "",
            size=file.size or 0,
            allowed=self.limits.endings,
            largest=self.limits.largest,
        )

    def _wording(self, fault: Fault) -> str:
        endings = self.limits.endings[:SHOWN_ENDINGS]
        values = {"megabytes": self.limits.megabytes, "endings": _(" of ").join(endings)}
        return str(FAULTS[fault]) % values


def _key_of(kind: DocumentType) -> str:
    """Name a kind of document in the form: the same one also when others come or go meanwhile."""
    return uuid.uuid5(uuid.NAMESPACE_URL, folded(kind.name)).hex

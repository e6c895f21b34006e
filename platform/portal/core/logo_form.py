"""Ask for a logo, and for the right to it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from themes.images.rasters import MOST_BYTES
from themes.licences import Work
from themes.refusing import RefusedFileError
from themes.stating import RightsForm

from . import logos
from .logos import Made


class LogoForm(RightsForm):
    """Take a logo, which is made anew, with a statement by whoever fills this in."""

    field_order = ("logo", "kept", "seen")
    stated_by = None  # type: ignore[assignment]  # whoever is signed in

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("Een SVG van ten hoogste 64 kB, of een PNG, JPEG of WebP van ten hoogste 4 MB."),
        widget=forms.FileInput(attrs={"accept": ".svg,.png,.jpg,.jpeg,.webp"}),
        error_messages={"empty": _("Dit bestand is leeg.")},
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    """The name of a logo that was looked at before."""
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """The name of the logo that was worn when the form was shown."""

    def __init__(self, *args: Any, now: str, colours: dict[str, str], by: str, **kwargs: Any) -> None:
        """Make the form.

        :param now: the logo that is worn.
        :param colours: of the house style, by slot.
        :param by: who states the right, as the log has it.
        """
        super().__init__(*args, work=Work.LOGO, initial={"seen": now}, **kwargs)
        self.now, self.colours, self.by = now, colours, by
        self.made: Made | None = None

    def clean_logo(self) -> "UploadedFile[bytes] | None":
        """Make it anew, or say why not."""
        file: UploadedFile[bytes] | None = self.cleaned_data["logo"]
        if file is None:
            return None
        try:
            self.made = logos.make(file.read(MOST_BYTES + 1), self.colours)
        except RefusedFileError as error:
            raise forms.ValidationError(error.sentence) from None
        return file

    def clean_kept(self) -> str:
        """Read which logo was looked at; of one that is not there any more, nothing."""
        name = str(self.cleaned_data["kept"])
        return name if len(name) <= 16 and logos.is_there(name) else ""

    def clean(self) -> dict[str, Any]:
        """Ask for a file where none was sent and none is kept."""
        given = super().clean()
        if not self.name and "logo" not in self.errors:
            self.add_error("logo", _("Kies het bestand met het logo."))
        return given

    def said(self) -> dict[str, str]:
        """Answer who states it, and leave out what is no part of a statement."""
        return {"stated_by": self.by}

    @property
    def name(self) -> str:
        """Name the logo that was sent, or that was looked at before."""
        return self.made.name if self.made else str(self.cleaned_data.get("kept", ""))

    @property
    def is_stale(self) -> bool:
        """Tell whether somebody else chose another logo since the form was shown."""
        return bool(self.cleaned_data.get("seen", "") != self.now)

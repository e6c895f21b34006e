"""Ask by which right a municipality uses a house style or a logo; and take a logo in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from themes.images import queries as images
from themes.images.rasters import Purpose
from themes.licences import Work
from themes.refusing import RefusedFileError
from themes.stating import GROUNDS, OPEN_LICENCE_CHOICES, RightsForm
from themes.styles.types import Logo

from .uploads import Kept, Uploads

__all__ = ["GROUNDS", "OPEN_LICENCE_CHOICES", "LogoForm", "RightsForm"]


class LogoForm(forms.Form):
    """Take a logo, which is made anew; it is kept when the page has to ask again."""

    use_required_attribute = False

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("Een SVG van ten hoogste 64 kB, of een PNG, JPEG of WebP van ten hoogste 4 MB."),
        widget=forms.FileInput(attrs={"accept": ".svg,.png,.jpg,.jpeg,.webp"}),
        error_messages={"empty": _("Dit bestand is leeg.")},
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, uploads: Uploads, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "beeld", **kwargs})
        self.uploads = uploads
        self.found = Kept()
        self.rights = RightsForm(*args, work=Work.LOGO, prefix="beeldrecht")

    def clean(self) -> dict[str, Any]:
        """Read the picture, whatever its name says that it is."""
        given: dict[str, Any] = super().clean() or {}
        self.picture = None
        self.found = self.uploads.take(given.get("logo"), given.get("kept", ""))
        if not self.found.content:
            return given
        try:
            self.picture = images.read(self.found.content, Purpose.LOGO)
        except RefusedFileError as error:
            self.found = Kept()
            self.add_error("logo", error.sentence)
        return given

    def taken(self) -> Logo | None:
        """Give the logo with its statement; none when there is none, or the statement falls short."""
        if not self.is_valid() or self.picture is None:
            return None
        return (
            Logo(self.picture, self.rights.statement)
            if self.rights.is_valid() and self.rights.statement
            else None
        )

    @property
    def is_good(self) -> bool:
        """Tell whether nothing stands in the way."""
        return self.is_valid() and (self.picture is None or self.rights.is_valid())

    @property
    def wrong(self) -> "list[forms.Form]":
        """List the forms of which the summary tells what is wrong."""
        return [self, self.rights] if self.is_bound and self.is_valid() and self.picture else [self]

"""What editors may fill in."""

import re

from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _

phone = RegexValidator(r"^\+?[0-9][0-9 ()-]{2,19}$", _("Vul een telefoonnummer in, met cijfers en spaties."))
postcode = RegexValidator(r"^[0-9]{4} ?[A-Z]{2}$", _("Vul een postcode in zoals 1234 AB."))

_PATH = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f]*")
_web = URLValidator(
    schemes=["http", "https"], message=_("Vul een adres in dat begint met https:// of met /.")
)


def validate_link(value: str) -> None:
    """Accept a web address, or a path on this site.

    :raises ValidationError: for anything else, above all for what runs as a program.
    """
    if not _PATH.fullmatch(value):
        _web(value)

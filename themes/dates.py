"""Ask for a date in three boxes: a day that people know by heart is typed faster than it is looked up in a calendar."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class DateParts(forms.MultiWidget):
    """Day, month and year, each in a box."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, is_birthday: bool = False) -> None:
        self.is_birthday = is_birthday
        super().__init__([forms.TextInput(), forms.TextInput(), forms.TextInput()], attrs)

    def decompress(self, value: datetime.date | None) -> list[int | None]:
        """Take a date apart."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DateField(forms.MultiValueField):
    """A date of three boxes; what is wrong with it is said in words."""

    widget = DateParts

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {})
        options["error_messages"].setdefault("incomplete", _("Vul een dag, een maand en een jaar in."))
        options["error_messages"].setdefault(
            "invalid", _("Deze datum bestaat niet. Kijk de dag en de maand na.")
        )
        number = {"invalid": _("Gebruik alleen cijfers, bijvoorbeeld 27 3 1985.")}
        parts = [forms.IntegerField(error_messages=number) for _part in range(3)]
        super().__init__(parts, require_all_fields=False, **options)

    def clean(self, value: Sequence[str] | None) -> datetime.date | None:
        """Read the boxes; a box with something else than a number is told once, not three times."""
        try:
            cleaned: datetime.date | None = super().clean(value)
        except ValidationError as error:
            raise ValidationError(list(dict.fromkeys(error.messages))) from None
        return cleaned

    def compress(self, data_list: Sequence[int]) -> datetime.date | None:
        """Put the boxes together."""
        if not data_list:
            return None
        try:
            day, month, year = data_list
            if year < 1000:
                raise ValueError
            return datetime.date(year, month, day)
        except (TypeError, ValueError, OverflowError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

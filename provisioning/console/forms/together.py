"""Show several forms as one: one summary of what is wrong, above all of them."""

from collections.abc import Iterator

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict


class Together:
    """Forms of one page, as the component `error_summary` reads them."""

    def __init__(self, *parts: forms.Form) -> None:
        self.parts = parts

    def __iter__(self) -> Iterator[BoundField]:
        """List all fields."""
        return (field for part in self.parts for field in part)

    @property
    def errors(self) -> bool:
        """Tell whether something is wrong in any of them."""
        return any(part.is_bound and part.errors for part in self.parts)

    @property
    def non_field_errors(self) -> list[str]:
        """List what is wrong with a form as a whole."""
        return [str(text) for part in self.parts if part.is_bound for text in part.non_field_errors()]


def changed(form: forms.Form, **values: str) -> QueryDict:
    """Answer what was sent with a form, with other values in some of its fields: for a page that asks again."""
    data: QueryDict = form.data.copy()  # type: ignore[attr-defined]  # what a browser sent
    for name, value in values.items():
        data[form.add_prefix(name)] = value
    return data

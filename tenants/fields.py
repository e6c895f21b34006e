"""A text column that holds ciphertext under the tenant's data key (architecture I1)."""

from typing import Any, Final

from django.db import models

from . import keys
from .entry import current

MASK: Final = "••••••••"
FORM: Final = "v1:"
"""What ciphertext begins with."""
KEYED: Final = "v[0-9]+:"
"""The same, of any version, as a pattern."""


class Sealed(str):
    """Ciphertext as a row holds it: whoever shows it, shows that there is a secret and nothing else (attack W24)."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(str(self))

    def __str__(self) -> str:
        return MASK if len(self) else ""

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Hold ciphertext; put plain text in with `encrypt()`, read it with `reveal()`.

    It is in no form, and a dump of rows has a mask in its place. The row's primary key is part of what the text is
    bound to, so the model needs a key that is known before the row is saved: a UUID.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "editable": False})

    def deconstruct(self) -> Any:
        """Leave out what is always so."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_context: Any) -> Sealed | None:
        """Take ciphertext from the database in a form that does not show itself."""
        return None if value is None else Sealed(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Let ciphertext into the database and nothing else.

        :raises ValueError: when somebody assigned a plain text.
        """
        if isinstance(value, str):
            value = str.__str__(value)
            if value and not value.startswith(FORM):
                raise ValueError(f"{self.name} holds ciphertext only: put the text in with encrypt().")
        return super().get_db_prep_save(value, connection)

    def value_to_string(self, obj: models.Model) -> str:
        """Answer what dumps and exports may hold of it: ciphertext is of no use anywhere else."""
        return MASK if self.value_from_object(obj) else ""

    def place(self, row: Any) -> str:
        """Name the place that the ciphertext is bound to."""
        return place(self.model, self.attname, row)

    def encrypt(self, text: str, instance: models.Model) -> None:
        """Put a plain text into this field of an instance."""
        sealed = keys.encrypt(text, tenant=current().uuid, place=self.place(instance.pk))
        setattr(instance, self.attname, Sealed(sealed))

    def reveal(self, instance: models.Model) -> str:
        """Answer the plain text; the one place where it leaves the database's form.

        :raises DecryptionError: when it cannot be read.
        """
        stored = getattr(instance, self.attname)
        return keys.decrypt(stored, tenant=current().uuid, place=self.place(instance.pk)) if stored else ""


def sealed(*columns: str, or_empty: tuple[str, ...] = ()) -> models.Q:
    """Answer the condition that columns hold ciphertext, for a constraint of their table.

    :param columns: always hold one.
    :param or_empty: hold one, or nothing.
    """
    forms = {f"{column}__regex": f"^{KEYED}" for column in columns}
    return models.Q(**forms, **{f"{column}__regex": f"^({KEYED}|$)" for column in or_empty})


def place(model: type[models.Model], column: str, row: Any) -> str:
    """Name a place as `table|column|row`, as `tenants.keys` binds ciphertext to it."""
    return f"{model._meta.db_table}|{column}|{row}"

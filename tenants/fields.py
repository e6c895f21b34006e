"""A text column that holds ciphertext under the tenant's data key (architecture I1)."""

from typing import Any

from django.db import models

from . import keys
from .entry import current


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Hold ciphertext; put plain text in with `encrypt()`, read it with `reveal()`.

    The row's primary key is part of what the text is bound to, so the model needs a key that is known
    before the row is saved: a UUID.
    """

    def place(self, row: Any) -> str:
        """Name the place that the ciphertext is bound to."""
        return place(self.model, self.attname, row)

    def encrypt(self, text: str, instance: models.Model) -> None:
        """Put a plain text into this field of an instance."""
        setattr(
            instance,
            self.attname,
            keys.encrypt(text, tenant=current().uuid, place=self.place(instance.pk)),
        )

    def reveal(self, instance: models.Model) -> str:
        """Answer the plain text; the one place where it leaves the database's form.

        :raises DecryptionError: when it cannot be read.
        """
        stored = getattr(instance, self.attname)
        return keys.decrypt(stored, tenant=current().uuid, place=self.place(instance.pk)) if stored else ""


def place(model: type[models.Model], column: str, row: Any) -> str:
    """Name a place as `table|column|row`, as `tenants.keys` binds ciphertext to it."""
    return f"{model._meta.db_table}|{column}|{row}"

"""Which subjects somebody wants to see first (P-058)."""

from typing import ClassVar

from django.db import models

from portal.accounts.models import User
from portal.products.models.categories import Category


class Interest(models.Model):
    """That somebody chose a subject."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "category"], name="products_interest_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)

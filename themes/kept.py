"""A file of ours as a row: named after its content, with its compressed forms, and never changed."""

from typing import Any

from django.db import models
from django.utils import timezone

from themes.types import Asset


class KeptFile(models.Model):
    """A file that was made once and is served as it is."""

    name = models.CharField(max_length=40, primary_key=True)
    content = models.BinaryField()
    brotli = models.BinaryField()
    gzip = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def asset(self) -> Asset:
        """Read it as what is served."""
        return Asset(self.name, bytes(self.content), bytes(self.brotli), bytes(self.gzip))


def columns(asset: Asset) -> dict[str, Any]:
    """Give the columns of a file, but for its name."""
    return {"content": asset.content, "brotli": asset.brotli, "gzip": asset.gzip}

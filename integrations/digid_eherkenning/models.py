"""What a municipality's providers say of themselves, as it was last believed."""

from django.db import models


class ProviderMetadata(models.Model):
    """The metadata of the provider behind one connection."""

    connection = models.OneToOneField(
        "connections.Connection", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.CharField(max_length=500)
    """Where it was fetched: metadata of another address is no longer that of this connection."""
    xml = models.TextField()
    entity_id = models.CharField(max_length=1024)
    fingerprints = models.JSONField(default=list)
    """SHA-256 of the certificates that it signs with."""
    fetched_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    pending_xml = models.TextField(blank=True, default="", db_default="")
    """What it says now, where that is so different that somebody has to look at it."""
    pending_since = models.DateTimeField(null=True, blank=True)
    failed_since = models.DateTimeField(null=True, blank=True)
    """When it could first not be fetched or believed; empty after a fetch that went well."""
    finding = models.CharField(max_length=60, blank=True, default="", db_default="")
    """Why not: a fixed word."""

    def __str__(self) -> str:
        return f"metadata of {self.connection_id}"

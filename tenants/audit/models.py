"""The audit stream of a tenant and its seals, in its own schema."""

from . import abstract


class AuditRecord(abstract.Record):
    """One act inside a municipality's portal or its administration, or of an operator on this municipality.

    Append-only: the tenant's database role has no right to change or delete it.
    """

    class Meta:
        verbose_name = "regel van het logboek"
        verbose_name_plural = "logboek"


class AuditSeal(abstract.Seal):
    """One seal on this municipality's stream; the tenant's database role can only read it."""

    class Meta:
        verbose_name = "zegel van het logboek"
        verbose_name_plural = "zegels van het logboek"

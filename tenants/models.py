"""The directory: tenants, their hosts, features and keys. All of it lives in `public`."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django_tenants.models import DomainMixin, TenantMixin

from . import hosts, moves, naming
from .audit import abstract as audit
from .configuration.models import Release
from .errors import IllegalMoveError
from .types import Certificate, Kind, Notice, State, TenantRef

__all__ = [
    "DataKey",
    "DirectoryRevision",
    "Domain",
    "FeatureSwitch",
    "Insight",
    "OperatorRecord",
    "Plan",
    "Release",
    "Tenant",
    "next_site_pk",
]


def next_site_pk() -> int:
    """Draw the next Site key: unique over all tenants, as page, menu and placeholder caches key on it (T6)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('public.tenants_site_pk')")
        (number,) = cursor.fetchone()
    return int(number)


class Plan(models.Model):  # type: ignore[django-manager-missing]  # that of tenants has no types
    """What a municipality can have agreed upon with us; operators keep the list (requirement C-010)."""

    key = models.SlugField(max_length=40, unique=True)
    """What files and programs call it; it stays when the name becomes another."""
    name = models.CharField(max_length=40)
    description = models.CharField(max_length=200, blank=True)
    is_open = models.BooleanField(default=True)
    """Whether municipalities can still get it; those that have it keep it."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("name"), name="tenants_plan_name_once")]

    def __str__(self) -> str:
        return str(self.name)


class Tenant(TenantMixin):
    """One municipality.

    Its state changes through `tenants.states` alone; the database refuses what `tenants.moves` does not know.
    """

    auto_create_schema = False  # provisioning makes schemas, never save()
    auto_drop_schema = False

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in State], default=State.REQUESTED.value
    )
    state_before = models.CharField(max_length=20, blank=True, editable=False)
    """Which serving state it goes back to when it is resumed; kept by the database."""
    notice = models.JSONField(default=dict, blank=True)
    """What visitors read during maintenance (`Notice`); empty at other times."""
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind])
    site_pk = models.IntegerField(unique=True, default=next_site_pk, editable=False)
    cbs_code = models.CharField(max_length=4, blank=True)
    theme = models.SlugField(max_length=40)
    plan = models.ForeignKey(
        Plan, to_field="key", null=True, blank=True, on_delete=models.PROTECT, related_name="tenants"
    )
    """None: none yet. The database refuses to take a plan away that somebody has."""
    _read_state: str | None = None
    session_generation = models.PositiveIntegerField(default=0)
    """Counted up to end all sessions of citizens and staff at once."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(schema_name__regex=naming.SCHEMA.pattern), name="tenants_schema_name"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in State]), name="tenants_state"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=[k.value for k in Kind]), name="tenants_kind"),
            models.UniqueConstraint(
                fields=["cbs_code"],
                condition=models.Q(kind=Kind.PRODUCTION.value) & ~models.Q(cbs_code=""),
                name="tenants_cbs_code_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def plan_key(self) -> str:
        """Answer the key of its plan; empty when it has none."""
        return self.plan_id or ""

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """Remember the state as it was read."""
        found: Self = super().from_db(db, field_names, values)
        found._read_state = found.__dict__.get("state")
        return found

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read again, and remember the state."""
        super().refresh_from_db(*args, **kwargs)
        self._read_state = self.__dict__.get("state")

    def take_over(self, fresh: Self) -> None:
        """Become what was just read of the same row, as `refresh_from_db` would, without another look."""
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(fresh, field.attname))
        self._read_state = fresh._read_state
        self._prefetched_objects_cache: dict[str, Any] = {}

    def save(self, *args: Any, update_fields: Sequence[str] | None = None, **kwargs: Any) -> None:
        """Save everything but the state: an old copy of a row may not bring an old state back.

        :raises IllegalMoveError: when the state is another one than was read, or no first one.
        """
        if self._state.adding:
            if self.state not in moves.FIRST:
                raise IllegalMoveError(f"No tenant begins in the state {self.state}.")
        elif self.__dict__.get("state", self._read_state) != self._read_state:
            raise IllegalMoveError("The state of a tenant is changed by tenants.states.move().")
        elif update_fields is None:
            update_fields = [field.name for field in self._meta.concrete_fields if _is_saved(field)]
        super().save(*args, update_fields=update_fields, **kwargs)
        self._read_state = self.__dict__.get("state")

    def clean(self) -> None:
        """Refuse a schema name that is not derived from a UUID (architecture T1)."""
        if not naming.SCHEMA.fullmatch(self.schema_name):
            raise ValidationError("A schema is named t_ and 12 hexadecimal digits.")

    def ref(self, *, host: str = "") -> TenantRef:
        """Make the value that travels with requests and jobs; costs up to two queries."""
        primary = next((d.domain for d in self.domains.all() if d.is_primary), "")
        return self.ref_with(primary, (s.feature for s in self.feature_switches.all() if s.is_on), host=host)

    def ref_with(self, primary: str, features: Iterable[str], *, host: str = "") -> TenantRef:
        """Make the same of a primary host and features that were read with the row."""
        return TenantRef(
            uuid=self.uuid,
            schema_name=self.schema_name,
            name=self.name,
            state=State(self.state),
            kind=Kind(self.kind),
            site_pk=self.site_pk,
            host=host or primary,
            primary_host=primary,
            theme=self.theme,
            features=frozenset(features),
            session_generation=self.session_generation,
            notice=Notice.of(self.notice),
        )


def _is_saved(field: Any) -> bool:
    return not field.primary_key and field.name not in {"state", "state_before"}


class Domain(DomainMixin):
    """A host name of a tenant: exact, lower case, without port. Only a proven one serves; one is the primary one."""

    proof_token = models.CharField(max_length=64, blank=True, default="", db_default="")
    """What the owner puts into DNS to prove that the host is his; another one each time a host is added."""
    proven_at = models.DateTimeField(null=True, blank=True)
    """When ownership was proven; at once below a domain of the platform. None: it serves nothing."""
    certificate = models.CharField(
        max_length=20,
        choices=[(c.value, c.value) for c in Certificate],
        default=Certificate.PLATFORM.value,
        db_default=Certificate.PLATFORM.value,
    )
    risk_accepted_by = models.CharField(max_length=200, blank=True, default="", db_default="")
    """Who of the municipality accepted the risk of a DV certificate, and in which letter (BIO2 5.14.02)."""
    risk_accepted_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(is_primary=True), name="tenants_domain_one_primary"
            ),
            models.CheckConstraint(
                condition=models.Q(is_primary=False) | models.Q(proven_at__isnull=False),
                name="tenants_domain_primary_is_proven",
            ),
            models.CheckConstraint(
                condition=models.Q(certificate__in=[c.value for c in Certificate]),
                name="tenants_domain_certificate",
            ),
            models.CheckConstraint(
                condition=~models.Q(certificate=Certificate.ACME.value)
                | (models.Q(risk_accepted_on__isnull=False) & ~models.Q(risk_accepted_by="")),
                name="tenants_domain_risk_accepted",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new host below a domain of the platform needs no proof."""
        if self._state.adding:
            self.prove_if_of_platform()
        super().save(*args, **kwargs)

    def prove_if_of_platform(self) -> None:
        """Let a host serve that needs no proof: one below a domain of the platform."""
        if self.proven_at is None and hosts.is_of_platform(self.domain):
            self.proven_at = timezone.now()


class ReleasedHost(models.Model):
    """A host that a tenant had: for a while it goes to nobody else (attack T12)."""

    host = models.CharField(max_length=253, unique=True)
    tenant = models.UUIDField()
    """No foreign key: it outlives the tenant."""
    released_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.host)


class FeatureSwitch(models.Model):
    """Whether the operators have switched a feature on for a tenant (requirement C-030)."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="feature_switches")
    feature = models.SlugField(max_length=40)
    is_on = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "feature"], name="tenants_feature_once")
        ]

    def __str__(self) -> str:
        return f"{self.feature} {'on' if self.is_on else 'off'}"


class DirectoryRevision(models.Model):
    """One row, counted up by a trigger with every change of the directory: what processes look at."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class DataKey(models.Model):
    """A tenant's data key, wrapped by the installation's key-encryption key (architecture T13).

    Making or deleting one counts up the directory's revision, so that no process keeps what is gone.
    """

    tenant = models.ForeignKey(
        Tenant, on_delete=models.CASCADE, related_name="data_keys", null=True, blank=True
    )
    """None: the platform's own, for secrets of operators and the marks of audit seals."""
    number = models.PositiveIntegerField(default=1)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    unused_since = models.DateTimeField(null=True, blank=True, editable=False)
    """Since when nothing has been found that is encrypted under it, once a newer one has taken its place."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "number"], name="tenants_data_key_once"),
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(tenant=None), name="tenants_data_key_platform_once"
            ),
        ]

    def __str__(self) -> str:
        return f"data key {self.number}"


class Insight(models.Model):
    """What the console shows of a tenant's inside, written by that tenant's jobs (architecture T2).

    Neither secrets nor personal data.
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="insights")
    topic = models.SlugField(max_length=40)
    data = models.JSONField(default=dict)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "topic"], name="tenants_insight_once")
        ]

    def __str__(self) -> str:
        return self.topic


class OperatorRecord(audit.Record):
    """One act of an operator or of the platform: the operators' audit stream (architecture T14).

    No foreign keys: what was done stays readable when its objects are gone.
    """

    tenant = models.UUIDField(null=True, blank=True)

    class Meta:
        # Each filter of the log in the order of time: a page of fifty stays a page of fifty in millions of records.
        indexes: ClassVar = [
            models.Index(fields=["tenant", "recorded_at"], name="tenants_acts_of_tenant"),
            # The act stands behind the moment: of the many acts of one person those of one kind are read in the index.
            models.Index(fields=["actor", "recorded_at", "action"], name="tenants_acts_by_person"),
            models.Index(fields=["action", "recorded_at"], name="tenants_acts_by_action"),
            models.Index(
                KeyTextTransform("operation", "details"),
                "recorded_at",
                condition=models.Q(details__has_key="operation"),
                name="tenants_acts_of_operation",
            ),
            GinIndex(SearchVector("target", "why", config="simple"), name="tenants_acts_in_words"),
        ]


class OperatorSeal(audit.Seal):
    """One seal on the operators' stream, with the heads of the municipalities' streams as its anchors."""

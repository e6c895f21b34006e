"""Subscriptions with other systems, what lets those in, and the messages that they brought."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .types import OPEN, Source, State

LONGEST = 1_000


class Subscription(models.Model):
    """That a system tells its news, and what came of the last time that it was asked to."""

    connection = models.OneToOneField(
        "connections.Connection", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    url = models.CharField(max_length=LONGEST, blank=True, default="")
    """What it is called there; empty until it is registered."""
    channels = models.JSONField(blank=True, default=list)
    registered_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=40, blank=True, default="")
    """Why the last time failed: a word of ours; empty when it went well."""
    looked_at = models.DateTimeField(null=True, blank=True)
    """Up to when it was looked for what was not told."""
    look_tried_at = models.DateTimeField(null=True, blank=True)
    look_finding = models.CharField(max_length=40, blank=True, default="", db_default="")
    """Why not everything could be looked at the last time."""

    def __str__(self) -> str:
        return self.url


class Entrance(models.Model):
    """An address with its password, of which only hashes are kept: both are long and made by chance.

    While a password is replaced there are two, so that nothing that is under way is turned away.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="entrances")
    address_mark = models.CharField(max_length=64, unique=True)
    header_mark = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    """When it closes; None for the one that is in use."""

    def __str__(self) -> str:
        return f"entrance {self.pk}"


class Message(models.Model):
    """One message: kept before it is answered, and looked at later."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    connection = models.ForeignKey("connections.Connection", on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)
    """A hash of all that it says: what is sent twice is kept once."""
    channel = models.CharField(_("kanaal"), max_length=50)
    main = models.CharField(max_length=LONGEST)
    resource = models.CharField(_("soort"), max_length=100)
    resource_url = models.CharField(max_length=LONGEST)
    action = models.CharField(max_length=100)
    features = models.JSONField(blank=True, default=dict)
    created_at = models.DateTimeField()
    """When it was written, by the clock of whoever sent it."""
    received_at = models.DateTimeField(_("ontvangen"), default=timezone.now)
    source = models.CharField(
        _("herkomst"), max_length=10, choices=Source.choices, default=Source.TOLD, db_default=Source.TOLD
    )
    told_at = models.DateTimeField(null=True, blank=True)
    """When what was found was told all the same: it was late, and not lost."""
    state = models.CharField(_("toestand"), max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("reden"), max_length=80, blank=True, default="")
    """Why it failed: the name of an error."""
    attempts = models.PositiveSmallIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    """Counts how often it was taken in hand: a worker with an older number writes nothing down any more."""
    round = models.PositiveIntegerField(default=0)
    """Counts how often work was asked for."""
    due_at = models.DateTimeField(default=timezone.now)
    busy_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("melding")
        verbose_name_plural = _("meldingen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "mark"], name="notifications_message_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="notifications_message_state"
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=Source.values), name="notifications_message_source"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["connection", "main", "id"],
                condition=models.Q(state__in=[state.value for state in OPEN]),
                name="notifications_message_open",
            ),
            models.Index(
                fields=["settled_at"],
                condition=models.Q(settled_at__isnull=False),
                name="notifications_message_old",
            ),
            models.Index(fields=["-received_at"], name="notifications_message_latest"),
            models.Index(fields=["connection", "main"], name="notifications_message_of"),
            models.Index(
                fields=["connection", "resource_url"],
                condition=models.Q(source=Source.FOUND.value, told_at=None),
                name="notifications_message_found",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.uuid} {self.state}"


class Watched(models.Model):
    """Something that may change, and what was seen of it the last time: so that a loss shows."""

    id = models.BigAutoField(primary_key=True)
    connection = models.ForeignKey("connections.Connection", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=50)
    main = models.CharField(max_length=LONGEST)
    seen = models.JSONField(blank=True, default=dict)
    known_at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    """When it last was other than before."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """Since when nothing more is expected of it."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["connection", "channel", "main"], name="notifications_watched_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                models.F("connection"),
                models.F("channel"),
                models.F("looked_at").asc(nulls_first=True),
                name="notifications_watched_next",
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"

"""What a municipality sets of kinds of cases, bound to what stays when a new version comes (I-091 to I-094).

A row is there only for what was set; for all else the defaults hold. No address of a case system is in it.
"""

from collections.abc import Callable
from typing import ClassVar, Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models import OneRow

LONGEST_TEXT: Final = 2_000
MOST_HOSTS: Final = 50


class Indicator(models.TextChoices):
    """How a step stands out."""

    INFO = "info", _("informatie")
    WARNING = "warning", _("waarschuwing")
    FAILURE = "failure", _("niet gelukt")
    SUCCESS = "success", _("gelukt")


class LinkSettings(OneRow):
    """To which other sites cases may lead."""

    hosts = models.TextField(
        _("websites waarnaar een zaak mag verwijzen"),
        max_length=4_000,
        blank=True,
        help_text=_("Eén naam op elke regel, zoals formulieren.voorbeeld.nl."),
    )

    class Meta(OneRow.Meta):
        default_permissions = ("view", "change")
        verbose_name = _("links bij zaken")
        verbose_name_plural = _("links bij zaken")

    def clean(self) -> None:
        """Refuse what is no name of a host.

        :raises ValidationError: when a line is something else.
        """
        names = self.hosts.split()
        if len(names) > MOST_HOSTS:
            raise ValidationError({"hosts": _("Noem ten hoogste 50 websites.")})
        for name in names:
            if not _is_host(name):
                raise ValidationError(
                    {"hosts": _("Schrijf alleen de naam van de website, zonder https:// en zonder pad.")}
                )

    def allows(self, url: str) -> bool:
        """Tell whether an address may be linked to: https, and a host of the list."""
        return is_allowed(url, self.hosts.split())


def is_allowed(url: str, hosts: list[str]) -> bool:
    """Tell whether an address is https and its host one of these."""
    return host_of(url) in {name.lower() for name in hosts}


def host_of(url: str) -> str:
    """Answer the host of a plain address with https; empty for all else, and for what can be read in two ways."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    is_plain = parts.username is None and parts.password is None and port in {None, 443}
    is_odd = any(letter in url for letter in "\\\t\r\n ") or not url.isprintable()
    return (parts.hostname or "") if parts.scheme == "https" and is_plain and not is_odd else ""


class CaseTypeSettings(models.Model):
    """What holds for cases of one type, whichever version (I-091)."""

    allows: Callable[[str], bool] | None = None
    """Whether an address may be linked to, for who checks many; else the list of the municipality says so."""

    system = models.CharField(max_length=40, blank=True, default="")
    """Slug of the connection; the first of its kind has none."""
    domain = models.CharField(max_length=100)
    rsin = models.CharField(max_length=20)
    identification = models.CharField(max_length=100)
    description = models.TextField(
        _("uitleg bij deze zaken"), max_length=LONGEST_TEXT, blank=True, default=""
    )
    notify = models.BooleanField(_("bericht als de status verandert"), default=False, db_default=False)
    upload_enabled = models.BooleanField(
        _("documenten toevoegen op deze website"), default=False, db_default=False
    )
    upload_url = models.URLField(
        _("adres om ergens anders documenten toe te voegen"),
        max_length=1_000,
        blank=True,
        default="",
    )
    question_enabled = models.BooleanField(
        _("een vraag stellen over de zaak"), default=False, db_default=False
    )
    question_subject = models.CharField(
        _("code van het onderwerp van de vraag"), max_length=100, blank=True, default=""
    )

    class Meta:
        default_permissions = ("view", "change")
        verbose_name = _("instellingen van een zaaktype")
        verbose_name_plural = _("instellingen van zaaktypen")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["system", "domain", "rsin", "identification"], name="cases_case_type_settings_once"
            ),
            models.CheckConstraint(
                condition=models.Q(upload_enabled=False) | models.Q(upload_url=""),
                name="cases_one_way_to_upload",
            ),
        ]

    def __str__(self) -> str:
        return self.identification

    def clean(self) -> None:
        """Refuse two ways to upload at once (P-166), and addresses that are not on the list.

        :raises ValidationError: when one of these is so.
        """
        if self.upload_enabled and self.upload_url:
            raise ValidationError(
                {"upload_url": _("Kies één manier: op deze website, of op een ander adres.")}
            )
        _check_link("upload_url", self.upload_url, self.allows)


class StatusTypeSettings(models.Model):
    """What holds for one step of a case type (I-093)."""

    allows: Callable[[str], bool] | None = None
    """Whether an address may be linked to, for who checks many; else the list of the municipality says so."""

    case_type = models.ForeignKey(CaseTypeSettings, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=500)
    order = models.IntegerField(null=True, blank=True)
    indicator = models.CharField(
        _("hoe het opvalt"), max_length=10, choices=Indicator, blank=True, default=""
    )
    indicator_text = models.CharField(_("tekst daarbij"), max_length=100, blank=True, default="")
    text = models.TextField(_("uitleg bij deze status"), max_length=LONGEST_TEXT, blank=True, default="")
    notify = models.BooleanField(_("bericht bij deze status"), default=True, db_default=True)
    action_required = models.BooleanField(_("de inwoner moet iets doen"), default=False, db_default=False)
    deadline_days = models.PositiveSmallIntegerField(
        _("binnen hoeveel dagen"), null=True, blank=True, help_text=_("Leeg: zonder datum.")
    )
    upload_enabled = models.BooleanField(
        _("documenten toevoegen bij deze status"), default=True, db_default=True
    )
    upload_text = models.TextField(
        _("uitleg bij documenten toevoegen"), max_length=LONGEST_TEXT, blank=True, default=""
    )
    call_to_action_url = models.URLField(_("adres van de knop"), max_length=1_000, blank=True, default="")
    call_to_action_text = models.CharField(_("tekst op de knop"), max_length=48, blank=True, default="")
    case_link_text = models.CharField(
        _("tekst op de link naar de zaak"), max_length=40, blank=True, default=""
    )

    class Meta:
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_type", "name", "order"], name="cases_step_settings_once")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse half a button, and a deadline of something that need not be done.

        :raises ValidationError: when one of these is so.
        """
        if bool(self.call_to_action_url) != bool(self.call_to_action_text):
            empty = "call_to_action_text" if self.call_to_action_url else "call_to_action_url"
            raise ValidationError({empty: _("Een knop heeft een adres én een tekst.")})
        if self.deadline_days is not None and not 1 <= self.deadline_days <= 730:
            raise ValidationError({"deadline_days": _("Kies een getal van 1 tot en met 730.")})
        _check_link("call_to_action_url", self.call_to_action_url, self.allows)


class ResultTypeSettings(models.Model):
    """What holds for one result of a case type (I-094)."""

    case_type = models.ForeignKey(CaseTypeSettings, on_delete=models.CASCADE, related_name="results")
    name = models.CharField(max_length=500)
    text = models.TextField(_("uitleg bij dit resultaat"), max_length=LONGEST_TEXT, blank=True, default="")

    class Meta:
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_type", "name"], name="cases_result_settings_once")
        ]

    def __str__(self) -> str:
        return self.name


class DocumentTypeSettings(models.Model):
    """What holds for one kind of document of a case type (I-092)."""

    case_type = models.ForeignKey(CaseTypeSettings, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=500)
    upload_enabled = models.BooleanField(_("de inwoner kan dit toevoegen"), default=False, db_default=False)
    notify = models.BooleanField(_("bericht als er een komt"), default=False, db_default=False)

    class Meta:
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_type", "name"], name="cases_document_settings_once")
        ]

    def __str__(self) -> str:
        return self.name


class CatalogueLook(models.Model):
    """Until when a member of staff has seen what changed in the catalogues."""

    user = models.OneToOneField("accounts.User", on_delete=models.CASCADE, primary_key=True, related_name="+")
    until = models.DateTimeField()

    class Meta:
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return str(self.user_id)


def _is_host(name: str) -> bool:
    labels = name.split(".")
    return (
        len(name) <= 253
        and len(labels) > 1
        and all(label and len(label) <= 63 and label.isascii() for label in labels)
        and all(label.replace("-", "").isalnum() and label.strip("-") == label for label in labels)
    )


def _check_link(field: str, url: str, allows: Callable[[str], bool] | None) -> None:
    if url and not (allows or links().allows)(url):
        raise ValidationError(
            {field: _("Dit adres mag niet. Het begint met https:// en staat bij de links bij zaken.")}
        )


def links() -> LinkSettings:
    """Answer to which other sites cases may lead: nowhere, until somebody says so."""
    return LinkSettings.objects.filter(pk=1).first() or LinkSettings()

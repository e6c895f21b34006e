"""Products: what people come for."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.products.models.categories import Category, CategoryProduct
from portal.products.models.desks import Contact, Location
from portal.products.models.texts import Named
from portal.products.validators import validate_link

MARKDOWN_HELP = _("U kunt Markdown gebruiken: ## voor een tussenkop, - voor een opsomming.")


class Product(Named):
    """A product or service that the municipality offers."""

    MARKDOWN = ("content", "costs", "local", "eligibility")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("naam"), max_length=100)
    name_en = models.CharField(_("naam in het Engels"), max_length=100, blank=True)
    slug = models.SlugField(
        _("adres"),
        max_length=100,
        unique=True,
        help_text=_("Het deel van het webadres, bijvoorbeeld: paspoort."),
    )
    upl_name = models.CharField(
        _("uniforme productnaam"),
        max_length=250,
        blank=True,
        help_text=_("Naam uit de landelijke lijst (UPL). Daarmee vinden andere overheden dit product."),
    )
    upl_uri = models.CharField(max_length=300, blank=True, editable=False)
    summary = models.CharField(_("korte uitleg"), max_length=300, blank=True)
    summary_en = models.CharField(_("korte uitleg in het Engels"), max_length=300, blank=True)
    content = models.TextField(
        _("tekst"),
        blank=True,
        help_text=_(
            "U kunt Markdown gebruiken: ## voor een tussenkop, - voor een opsomming. "
            "Typ [CTABUTTON] op de plek waar de knop moet staan."
        ),
    )
    content_en = models.TextField(_("tekst in het Engels"), blank=True)
    costs = models.TextField(_("kosten"), blank=True, help_text=MARKDOWN_HELP)
    costs_en = models.TextField(_("kosten in het Engels"), blank=True)
    local = models.TextField(
        _("in onze gemeente"), blank=True, help_text=_("Wat alleen bij u geldt. Staat boven de tekst.")
    )
    local_en = models.TextField(_("in onze gemeente, in het Engels"), blank=True)
    eligibility = models.TextField(_("voor wie is het"), blank=True, help_text=MARKDOWN_HELP)
    eligibility_en = models.TextField(_("voor wie is het, in het Engels"), blank=True)
    keywords = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("zoekwoorden"),
        default=list,
        blank=True,
        help_text=_("Woorden waarmee bezoekers dit zoeken, met komma's ertussen."),
    )
    for_citizens = models.BooleanField(_("voor inwoners"), default=True)
    for_companies = models.BooleanField(_("voor ondernemers"), default=False)
    action_label = models.CharField(_("tekst op de knop"), max_length=64, blank=True)
    action_label_en = models.CharField(_("tekst op de knop in het Engels"), max_length=64, blank=True)
    action_url = models.CharField(
        _("adres van de knop"),
        max_length=1000,
        blank=True,
        validators=[validate_link],
        help_text=_("Waar een aanvraag begint. Zonder adres is er geen knop."),
    )
    redirect_url = models.CharField(
        _("stuur door naar"),
        max_length=1000,
        blank=True,
        validators=[validate_link],
        help_text=_("Wie het product opent, komt meteen op dit adres."),
    )
    popular_position = models.PositiveSmallIntegerField(
        _("plaats op de startpagina"),
        null=True,
        blank=True,
        help_text=_("Vul een getal in om dit product op de startpagina te zetten. 1 staat vooraan."),
    )
    is_published = models.BooleanField(
        _("gepubliceerd"), default=False, help_text=_("Alleen wat gepubliceerd is, zien bezoekers.")
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("contact"),
        help_text=_("Zonder keuze staan de gegevens van de gemeente op de pagina."),
    )
    locations = models.ManyToManyField(
        Location, blank=True, related_name="products", verbose_name=_("locaties")
    )
    related = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="+", verbose_name=_("lees ook")
    )
    categories = models.ManyToManyField(
        Category, through=CategoryProduct, related_name="products", verbose_name=_("onderwerpen")
    )
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("gewijzigd op"), auto_now=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("producten")
        ordering: ClassVar = ["sort_name"]

    def __str__(self) -> str:
        return self.name

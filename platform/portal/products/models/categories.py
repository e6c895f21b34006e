"""Subjects: a tree in which visitors look for products."""

import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.products.models.texts import Named
from portal.products.validators import validate_link

RESERVED = frozenset({"interesses", "locaties", "producten", "uw-onderwerpen", "veelgestelde-vragen"})
"""First parts of addresses that mean something else."""


class Icon(models.TextChoices):
    """Pictures that the themes have for subjects."""

    BRIEFCASE = "briefcase", _("koffer")
    BUILDING = "building", _("gebouw")
    CALENDAR = "calendar", _("kalender")
    CARE = "care", _("zorg")
    DOCUMENT = "document", _("document")
    EURO = "euro", _("euro")
    HEART = "heart", _("hart")
    HOME = "home", _("huis")
    ID_CARD = "id-card", _("identiteitskaart")
    LEAF = "leaf", _("blad")
    RECYCLE = "recycle", _("hergebruik")
    ROAD = "road", _("weg")
    USERS = "users", _("mensen")


class Category(Named):
    """A subject ("onderwerp"), with products and smaller subjects."""

    MARKDOWN = ("description",)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("hoort onder"),
        help_text=_("Laat leeg voor een onderwerp in het hoofdmenu."),
    )
    position = models.PositiveSmallIntegerField(
        _("plaats"),
        default=0,
        help_text=_("Een laag getal staat vooraan. Bij gelijke getallen telt het alfabet."),
    )
    name = models.CharField(_("naam"), max_length=100)
    name_en = models.CharField(_("naam in het Engels"), max_length=100, blank=True)
    slug = models.SlugField(
        _("adres"),
        max_length=100,
        unique=True,
        help_text=_("Het deel van het webadres, bijvoorbeeld: afval."),
    )
    summary = models.CharField(_("korte uitleg"), max_length=300, blank=True)
    summary_en = models.CharField(_("korte uitleg in het Engels"), max_length=300, blank=True)
    description = models.TextField(_("inleiding"), blank=True, help_text=_("U kunt Markdown gebruiken."))
    description_en = models.TextField(_("inleiding in het Engels"), blank=True)
    icon = models.CharField(_("pictogram"), max_length=20, choices=Icon.choices, blank=True)
    is_published = models.BooleanField(
        _("gepubliceerd"), default=False, help_text=_("Alleen wat gepubliceerd is, zien bezoekers.")
    )
    for_anonymous = models.BooleanField(_("voor wie niet is ingelogd"), default=True)
    for_citizens = models.BooleanField(_("voor inwoners"), default=True)
    for_companies = models.BooleanField(_("voor ondernemers"), default=True)
    redirect_url = models.CharField(
        _("stuur door naar"),
        max_length=1000,
        blank=True,
        validators=[validate_link],
        help_text=_("Wie het onderwerp opent, komt meteen op dit adres."),
    )

    class Meta:
        verbose_name = _("onderwerp")
        verbose_name_plural = _("onderwerpen")
        ordering: ClassVar = ["position", "sort_name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a tree that visitors could not walk (requirement P-126)."""
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("Dit adres is al in gebruik voor iets anders. Kies een ander.")})
        if self._is_own_ancestor():
            raise ValidationError({"parent": _("Een onderwerp kan niet onder zichzelf staan.")})
        if self.is_published and self.parent and not self.parent.is_published:
            raise ValidationError(
                {"is_published": _("Publiceer eerst het onderwerp waar dit onder staat: %s.") % self.parent}
            )
        if not self.is_published and self.pk and self.children.filter(is_published=True).exists():
            raise ValidationError(
                {
                    "is_published": _(
                        "Onder dit onderwerp staan nog gepubliceerde onderwerpen. Haal die eerst weg."
                    )
                }
            )

    def _is_own_ancestor(self) -> bool:
        above, seen = self.parent, set()
        while self.pk and above and above.pk not in seen:
            if above.pk == self.pk:
                return True
            seen.add(above.pk)
            above = above.parent
        return False


class CategoryProduct(models.Model):
    """A product in a subject, at the place that the editor gave it."""

    category = models.ForeignKey(
        Category, on_delete=models.CASCADE, related_name="ranked_products", verbose_name=_("onderwerp")
    )
    product = models.ForeignKey(
        "products.Product", on_delete=models.CASCADE, related_name="ranks", verbose_name=_("product")
    )
    position = models.PositiveSmallIntegerField(_("plaats"), default=0)

    class Meta:
        verbose_name = _("product in een onderwerp")
        verbose_name_plural = _("producten in onderwerpen")
        ordering: ClassVar = ["position", "product__sort_name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["category", "product"], name="products_product_once_per_category")
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.product}"

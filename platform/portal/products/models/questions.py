"""Questions that people often ask, with their answers."""

import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.products.models.categories import Category
from portal.products.models.products import Product
from portal.products.models.texts import Written


class Question(Written):
    """A question about a product, about a subject, or about neither: then it is a general one."""

    MARKDOWN = ("answer",)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.CharField(_("vraag"), max_length=250)
    question_en = models.CharField(_("vraag in het Engels"), max_length=250, blank=True)
    answer = models.TextField(_("antwoord"), help_text=_("U kunt Markdown gebruiken."))
    answer_en = models.TextField(_("antwoord in het Engels"), blank=True)
    product = models.ForeignKey(
        Product,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("bij product"),
    )
    category = models.ForeignKey(
        Category,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("bij onderwerp"),
        help_text=_("Kies een product of een onderwerp. Zonder keuze is het een algemene vraag."),
    )
    position = models.PositiveSmallIntegerField(_("plaats"), default=0)
    is_published = models.BooleanField(_("gepubliceerd"), default=True)

    class Meta:
        verbose_name = _("veelgestelde vraag")
        verbose_name_plural = _("veelgestelde vragen")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(product=None) | models.Q(category=None), name="products_question_of_one"
            )
        ]

    def __str__(self) -> str:
        return self.question

    def clean(self) -> None:
        """Refuse a question about two things (requirement P-135)."""
        if self.product_id and self.category_id:
            message = _("Kies een product of een onderwerp, niet allebei.")
            raise ValidationError({"product": message, "category": message})

"""Products."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.products import operations, upl
from portal.products.admin.checking import CheckedAdmin, CheckedForm
from portal.products.admin.saving import ENGLISH, OperationsAdmin
from portal.products.models import CategoryProduct, Product, Question
from portal.search import addresses
from tenants.audit import Actor

TEXTS = ("name", "slug", "is_published", "summary", "local", "content", "costs", "eligibility")
FINDABLE = ("keywords", "upl_name", "for_citizens", "for_companies", "popular_position")
TRANSLATED = tuple(
    f"{name}_en" for name in ("name", "summary", "local", "content", "costs", "eligibility", "action_label")
)


class ProductForm(CheckedForm):
    """Choose the uniform name from the list of all governments."""

    upl_name = forms.ChoiceField(
        label=Product._meta.get_field("upl_name").verbose_name,
        help_text=Product._meta.get_field("upl_name").help_text,
        required=False,
        choices=lambda: [("", "-"), *((name, name) for name in upl.uris())],
    )


class Places(admin.TabularInline[CategoryProduct, Product]):
    """The subjects in which a product stands: at least one (requirement P-130)."""

    model = CategoryProduct
    extra = 0
    min_num = 1
    fields = ("category", "position")
    autocomplete_fields = ("category",)
    verbose_name_plural = _("onderwerpen")

    def get_formset(self, request: HttpRequest, obj: Product | None = None, **kwargs: Any) -> Any:
        """Ask for one."""
        return super().get_formset(request, obj, validate_min=True, **kwargs)


class ProductQuestions(admin.StackedInline[Question, Product]):
    """The questions about a product."""

    model = Question
    form = CheckedForm
    extra = 0
    fields = ("position", "question", "answer", "question_en", "answer_en", "is_published")


@admin.register(Product)
class ProductAdmin(CheckedAdmin, OperationsAdmin[Product]):
    """Write products and publish them."""

    form = ProductForm
    list_display = ("name", "is_published", "popular_position", "updated_at", "preview")
    list_editable = ("is_published", "popular_position")
    list_filter = ("is_published", "categories", "for_citizens", "for_companies")
    date_hierarchy = "updated_at"
    search_fields = ("name", "summary", "upl_name")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("related", "locations", "contact")
    readonly_fields = ("findings", "updated_at")
    inlines = (Places, ProductQuestions)
    fieldsets = (
        (None, {"fields": (*TEXTS, "findings")}),
        (_("De knop"), {"fields": ("action_label", "action_url")}),
        (_("Vindbaar"), {"fields": FINDABLE}),
        (_("Hoort bij"), {"fields": ("locations", "contact", "related")}),
        (ENGLISH, {"fields": TRANSLATED, "classes": ("collapse",)}),
        (_("Meer"), {"fields": ("redirect_url", "updated_at"), "classes": ("collapse",)}),
    )

    def write(self, row: Product, by: Actor) -> None:
        """Save a product."""
        operations.save_product(product=row, by=by)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what goes with it, and make that findable."""
        super().save_related(request, form, formsets, change)
        operations.index_product(product=form.instance)

    def address(self, row: Product) -> str | None:
        """Answer where visitors see it."""
        return addresses.find("products:product", [row.slug]) if row.is_published else None

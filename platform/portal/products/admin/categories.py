"""Subjects."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.products import operations, queries
from portal.products.admin.checking import CheckedAdmin, CheckedForm
from portal.products.admin.saving import ENGLISH, OperationsAdmin
from portal.products.models import Category, CategoryProduct, Question
from portal.products.policy import Visitor
from portal.search import addresses
from tenants.audit import Actor


class RankedProducts(admin.TabularInline[CategoryProduct, Category]):
    """The products of a subject, in the order of the editor."""

    model = CategoryProduct
    extra = 0
    fields = ("position", "product")
    autocomplete_fields = ("product",)
    verbose_name_plural = _("producten, op volgorde")


class CategoryQuestions(admin.StackedInline[Question, Category]):
    """The questions about a subject."""

    model = Question
    form = CheckedForm
    extra = 0
    fields = ("position", "question", "answer", "question_en", "answer_en", "is_published")


@admin.register(Category)
class CategoryAdmin(CheckedAdmin, OperationsAdmin[Category]):
    """Keep the tree of subjects."""

    list_display = ("name", "parent", "position", "is_published", "preview")
    list_editable = ("position", "is_published")
    list_filter = ("is_published", "parent")
    list_select_related = ("parent",)
    search_fields = ("name", "summary")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("parent",)
    readonly_fields = ("findings",)
    inlines = (RankedProducts, CategoryQuestions)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "slug",
                    "summary",
                    "description",
                    "findings",
                    "icon",
                    "parent",
                    "position",
                )
            },
        ),
        (_("Wie ziet dit"), {"fields": ("is_published", "for_anonymous", "for_citizens", "for_companies")}),
        (ENGLISH, {"fields": ("name_en", "summary_en", "description_en"), "classes": ("collapse",)}),
        (_("Doorsturen"), {"fields": ("redirect_url",), "classes": ("collapse",)}),
    )

    def write(self, row: Category, by: Actor) -> None:
        """Save a subject."""
        operations.save_category(category=row, by=by)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what goes with it, and make that findable."""
        super().save_related(request, form, formsets, change)
        operations.index_categories()

    def address(self, row: Category) -> str | None:
        """Answer where visitors see it."""
        subjects = queries.tree(Visitor.ANONYMOUS)
        return addresses.find("products:category", [subjects.path(row)]) if subjects.get(row.pk) else None

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Category]":
        """Show what stands together together."""
        return (
            super()
            .get_queryset(request)
            .order_by("parent__position", "parent__sort_name", "position", "sort_name")
        )

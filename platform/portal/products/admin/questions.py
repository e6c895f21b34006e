"""Frequently asked questions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.products import operations
from portal.products.admin.checking import CheckedAdmin
from portal.products.admin.saving import ENGLISH, OperationsAdmin
from portal.products.models import Question
from tenants.audit import Actor


@admin.register(Question)
class QuestionAdmin(CheckedAdmin, OperationsAdmin[Question]):
    """Keep questions: general ones, and those about a subject or a product."""

    list_display = ("question", "category", "product", "position", "is_published")
    list_editable = ("position", "is_published")
    list_filter = ("is_published", "category")
    list_select_related = ("category", "product")
    search_fields = ("question", "answer")
    readonly_fields = ("findings",)
    autocomplete_fields = ("category", "product")
    fieldsets = (
        (None, {"fields": ("question", "answer", "findings", "is_published")}),
        (_("Hoort bij"), {"fields": ("category", "product", "position")}),
        (ENGLISH, {"fields": ("question_en", "answer_en"), "classes": ("collapse",)}),
    )

    def write(self, row: Question, by: Actor) -> None:
        """Save a question."""
        operations.save_question(question=row, by=by)

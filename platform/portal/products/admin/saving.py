"""Let Django's admin write through our operations, and show editors the page that visitors see."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.accounts.auditing import actor
from portal.core.switched import SwitchedAdmin
from portal.products import operations
from tenants.audit import Actor

ENGLISH = _("Engels (laat leeg wat niet vertaald is; bezoekers zien dan Nederlands)")


class OperationsAdmin[M: Model](SwitchedAdmin[M]):
    """An admin whose changes are operations, by the person who is signed in."""

    feature = "products"
    list_per_page = 50
    save_on_top = True

    def write(self, row: M, by: Actor) -> None:
        """Save a row by its operation."""
        raise NotImplementedError

    def address(self, row: M) -> str | None:
        """Answer where visitors see a row; None when they do not."""
        return None

    def save_model(self, request: HttpRequest, obj: M, form: "ModelForm[M]", change: bool) -> None:
        """Save through the operation."""
        self.write(obj, _actor(request))

    def delete_model(self, request: HttpRequest, obj: M) -> None:
        """Remove through the operation."""
        operations.remove(row=obj, by=_actor(request))  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[M]") -> None:
        """Remove one by one, as each has to go from the search index too."""
        for row in queryset:
            self.delete_model(request, row)

    def get_view_on_site_url(self, obj: M | None = None) -> str | None:
        """Lead to the page itself: there is no other site to look the address up for."""
        return self.address(obj) if obj is not None and obj.pk else None

    @admin.display(description=_("op de site"))
    def preview(self, row: M) -> SafeString | str:
        """Link to what visitors see."""
        url = self.address(row)
        return format_html('<a href="{}">{}</a>', url, _("Bekijk op de site")) if url else "-"


def _actor(request: HttpRequest) -> Actor:
    user: Any = request.user
    return actor(user, request)

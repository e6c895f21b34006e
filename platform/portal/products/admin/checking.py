"""Show editors what is wrong with a text while they write it, and hold back what shuts people out (P-268)."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from portal.core.writing import panel
from portal.core.writing.types import faults
from portal.core.writing.wording import sentence
from portal.products import writing
from portal.products.models.texts import Written

SWITCH = "is_published"
HELD_BACK = _("Niet gepubliceerd. Verbeter dit eerst, of bewaar het zonder te publiceren:")


class CheckedForm(forms.ModelForm[Any]):
    """A form that publishes no text with faults; what is not published may be kept as it is."""

    def clean(self) -> dict[str, Any]:
        """Look at the texts as they would be shown, when they or the switch change: what stands there may stay."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        row = cast(Written, self.instance)
        is_touched = {SWITCH, *writing.fields(type(row))} & {*self.changed_data}
        if is_touched and values.get(SWITCH, getattr(row, SWITCH, False)):
            known = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
            for name, findings in writing.judge(type(row), known | values).items():
                if held := faults(findings):
                    place = name if name in self.fields else SWITCH
                    self.add_error(place, [str(HELD_BACK), *(sentence(each) for each in held)])
        return values


class CheckedAdmin(admin.ModelAdmin[Any]):
    """An admin with a panel that says what was found, kept up to date while somebody types."""

    form = CheckedForm

    class Media:
        js: ClassVar = ("core/writing.js",)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Hold back in the list what the form holds back."""
        return super().get_changelist_form(request, **{"form": CheckedForm, **kwargs})

    def get_urls(self) -> list[URLPattern]:
        """Add where texts are looked at while somebody writes them."""
        view = self.admin_site.admin_view(self.look)
        return [path("controle/", view, name=self._name), *super().get_urls()]

    @method_decorator(require_POST)
    def look(self, request: HttpRequest) -> HttpResponse:
        """Say what is wrong with the texts of a form, and keep nothing of them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = writing.judge(self.model, request.POST)
        return HttpResponse(panel.inside(writing.parts(self.model, found)))

    @admin.display(description=_("controle van de tekst"))
    def findings(self, row: Any) -> SafeString:
        """Show what was found in the texts as they were kept."""
        found = writing.parts(self.model, writing.of(row)) if row.pk else []
        return panel.panel(reverse(f"admin:{self._name}"), found)

    @property
    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_check"

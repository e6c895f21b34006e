"""The entry of kinds of cases in the administration; their pages are our own."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.cases.models import CaseTypeSettings
from portal.cases.types import FEATURE
from portal.core.switched import SwitchedAdmin


@admin.register(CaseTypeSettings)
class CaseTypeSettingsAdmin(SwitchedAdmin[CaseTypeSettings]):
    """Lead to the list of kinds of cases; none is added or deleted here (P-172)."""

    feature = FEATURE

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: kinds of cases come from the case system."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: whoever wants the defaults back sets them."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to our own page who may see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("case_types:list")

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to our own page who may see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("case_types:list")

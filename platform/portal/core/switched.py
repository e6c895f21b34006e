"""Pages of the administration that are there only while their feature is on (requirement C-030)."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from tenants import features


class SwitchedAdmin[M: Model](admin.ModelAdmin[M]):
    """An admin of one feature: off, it has no entry, and nobody may look or change. What is there is kept."""

    feature: ClassVar[str]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Hide the entry while the feature is off."""
        return self._is_on() and super().has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse while the feature is off."""
        return self._is_on() and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse while the feature is off."""
        return self._is_on() and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse while the feature is off."""
        return self._is_on() and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse while the feature is off."""
        return self._is_on() and super().has_delete_permission(request, obj)

    def _is_on(self) -> bool:
        return features.is_on(self.feature)

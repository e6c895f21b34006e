"""Locations and contacts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.products import operations
from portal.products.admin.saving import ENGLISH, OperationsAdmin
from portal.products.models import Contact, Location
from portal.search import addresses
from tenants.audit import Actor


@admin.register(Location)
class LocationAdmin(OperationsAdmin[Location]):
    """Keep the places where visitors can come."""

    list_display = ("name", "street", "city", "preview")
    search_fields = ("name", "street", "city")
    fieldsets = (
        (None, {"fields": ("name", "description", "hours")}),
        (_("Adres en contact"), {"fields": ("street", "postcode", "city", "phone", "email")}),
        (_("Plaats op de kaart"), {"fields": ("latitude", "longitude"), "classes": ("collapse",)}),
        (ENGLISH, {"fields": ("description_en",), "classes": ("collapse",)}),
    )

    def write(self, row: Location, by: Actor) -> None:
        """Save a location."""
        operations.save_location(location=row, by=by)

    def address(self, row: Location) -> str | None:
        """Answer where visitors see it."""
        return addresses.find("products:location", [str(row.uuid)])


@admin.register(Contact)
class ContactAdmin(OperationsAdmin[Contact]):
    """Keep the teams that answer questions."""

    list_display = ("name", "phone", "email")
    search_fields = ("name", "email")
    fieldsets = (
        (None, {"fields": ("name", "phone", "email", "hours")}),
        (ENGLISH, {"fields": ("name_en",), "classes": ("collapse",)}),
    )

    def write(self, row: Contact, by: Actor) -> None:
        """Save a team."""
        operations.save_contact(contact=row, by=by)

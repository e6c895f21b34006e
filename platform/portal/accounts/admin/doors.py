"""Set the doors of a municipality: what is saved is a release of its configuration (requirement C-033)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.accounts import parts
from portal.accounts.forms.door_options import option_fields
from portal.accounts.forms.doors import DoorForm
from portal.accounts.models import Door
from portal.core.switched import SwitchedAdmin
from tenants import audit
from tenants.audit import Actor
from tenants.configuration import recording
from tenants.entry import current


@admin.register(Door)
class DoorAdmin(SwitchedAdmin[Door]):
    """List the doors, and set one."""

    feature = "sign_in"
    form = DoorForm
    list_display = ("slug", "kind", "protocol", "minimum_level", "is_on")
    list_editable = ()
    change_form_template = "accounts/door_form.html"

    def get_fieldsets(self, request: HttpRequest, obj: Door | None = None) -> Any:
        """Ask of a new door what it is; of one that is there also what its protocol asks, and its texts."""
        what = (
            None,
            {"fields": ("slug", "kind", "protocol", "connection", "minimum_level", "position", "is_on")},
        )
        if obj is None:
            return (what,)
        options = tuple(f"option_{name}" for name in option_fields(obj))
        texts = ("label", "label_en", "cancelled", "cancelled_en", "failed", "failed_en")
        return (what, (_("Wat de techniek vraagt"), {"fields": options}), (_("Teksten"), {"fields": texts}))

    def get_form(
        self, request: HttpRequest, obj: Door | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Take the form as it is: its fields follow from the door."""
        return DoorForm

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, and make a release of what is saved."""
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with recording.changes(current(), by=_by(request)):
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Door, form: Any, change: bool) -> None:
        """Save it, and write down what changed."""
        was = Door.objects.filter(pk=obj.pk).first() if change else None
        before = parts.value_of(was) if was else {}
        super().save_model(request, obj, form, change)
        audit.record(
            "accounts.door_changed",
            by=_by(request),
            target=obj.slug,
            before=before,
            after=parts.value_of(obj),
        )


def _by(request: HttpRequest) -> Actor:
    return Actor("staff", str(getattr(request.user, "uuid", "")))

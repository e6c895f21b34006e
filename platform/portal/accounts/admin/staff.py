"""Staff in the municipality's own administration; roles are there to be chosen, not changed."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts import operations
from portal.accounts.auditing import actor
from portal.accounts.forms.staff import InviteForm
from portal.accounts.models import User
from portal.accounts.roles import ROLES
from tenants.audit import Actor

admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(admin.ModelAdmin[Group]):
    """Show roles: they are the same for all municipalities and are part of the product."""

    list_display = ("name",)
    fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: roles are code."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Refuse: roles are code."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Refuse: roles are code."""
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Invite colleagues and give them a role. Nobody sees or sets somebody else's password."""

    list_display = ("email", "first_name", "last_name", "role", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("email", "first_name", "last_name")
    readonly_fields = ("email", "last_login", "date_joined")
    fields = ("email", "first_name", "last_name", "groups", "is_active", "last_login", "date_joined")
    actions = ("invite_again", "forget_second_factor")

    @admin.display(description=_("rol"))
    def role(self, user: User) -> str:
        """Name the roles of a user."""
        return ", ".join(group.name for group in user.groups.all())

    def get_queryset(self, request: HttpRequest) -> "QuerySet[User]":
        """Show staff: citizens are none, and the account that the platform writes with is nobody."""
        return super().get_queryset(request).filter(is_staff=True).prefetch_related("groups")

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Take the invitation for a new colleague."""
        if obj is None:
            return InviteForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Ask of a new colleague only what the invitation needs."""
        return ("email", "first_name", "last_name", "role") if obj is None else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Keep people from taking their own role away."""
        if obj is None:
            return ()
        own = ("groups", "is_active") if obj == request.user else ()
        return (*self.readonly_fields, *own)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the roles that the product knows."""
        if db_field.name == "groups":
            kwargs["queryset"] = Group.objects.filter(pk__in=[role.id for role in ROLES])
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Refuse: an account that is no longer used is switched off, so that the log stays readable."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: "ModelForm[User]", change: bool) -> None:
        """Send a new colleague an invitation."""
        if change:
            super().save_model(request, obj, form, change)
            return
        role = next(role for role in ROLES if role.id == form.cleaned_data["role"].pk)
        invited = operations.invite(
            email=str(obj.email),
            role=role,
            by=_by(request),
            first_name=obj.first_name,
            last_name=obj.last_name,
        )
        obj.pk, obj.uuid = invited.pk, invited.uuid

    @admin.action(description=_("Stuur een nieuwe uitnodiging"), permissions=["change"])
    def invite_again(self, request: HttpRequest, chosen: "QuerySet[User]") -> None:
        """Send who has no password yet, or has forgotten it, a new link."""
        for user in chosen.filter(is_active=True):
            operations.send_invitation(user=user, by=_by(request))
        self.message_user(request, _("De uitnodiging is verstuurd."), messages.SUCCESS)

    @admin.action(description=_("Wis de tweede stap (telefoon kwijt)"), permissions=["change"])
    def forget_second_factor(self, request: HttpRequest, chosen: "QuerySet[User]") -> None:
        """Let who has lost a telephone set up another at the next sign-in; nobody does so for themselves."""
        for user in chosen.exclude(email=request.user.get_username()):
            operations.forget_second_factor(user=user, by=_by(request))
        self.message_user(request, _("De tweede stap is gewist."), messages.SUCCESS)


def _by(request: HttpRequest) -> Actor:
    assert isinstance(request.user, User)
    return actor(request.user, request)

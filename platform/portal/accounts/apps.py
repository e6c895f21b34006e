"""The app of users, roles and invitations."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Hold users, and write in the audit log who signs in and what staff changes."""

    name = "portal.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Medewerkers"

    def ready(self) -> None:
        """Listen to the libraries that sign people in and keep the admin's log."""
        from . import auditing

        auditing.listen()

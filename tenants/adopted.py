"""Configs for apps of others whose handlers would write rows where their tables are not, or with ids of chance.

Configs of our own, because a handler that is disconnected in `ready()` of an earlier app is connected again.
"""

from django.contrib.auth.apps import AuthConfig
from django.contrib.contenttypes.apps import ContentTypesConfig
from django.contrib.sites.apps import SitesConfig
from django.contrib.sites.management import create_default_site
from django.db.models.signals import post_migrate


class TenantSitesConfig(SitesConfig):
    """Write no example.com with key 1: provisioning writes the tenant's site with its own key."""

    default = False

    def ready(self) -> None:
        super().ready()
        post_migrate.disconnect(create_default_site, sender=self)


class RegisteredContentTypesConfig(ContentTypesConfig):
    """Content types come from the checked-in registry (architecture T15), not from the order of migrations."""

    default = False

    def ready(self) -> None:
        from django.contrib.contenttypes.management import create_contenttypes

        super().ready()
        post_migrate.disconnect(create_contenttypes)


class RegisteredAuthConfig(AuthConfig):
    """Permissions come from the checked-in registry too."""

    default = False

    def ready(self) -> None:
        super().ready()
        post_migrate.disconnect(
            dispatch_uid="django.contrib.auth.management.create_permissions",
        )

"""The Django app of products and services."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    """Products and services, by subject."""

    name = "portal.products"
    label = "products"
    verbose_name = _("Producten en diensten")
    default_auto_field = "django.db.models.BigAutoField"

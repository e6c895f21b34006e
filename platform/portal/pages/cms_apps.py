"""The features that editors can mount on a page."""

from typing import Any

from cms.app_base import CMSApp
from cms.apphook_pool import apphook_pool
from django.utils.translation import gettext_lazy as _


@apphook_pool.register
class ProductsApphook(CMSApp):
    """Categories and products."""

    app_name = "products"
    name = _("Producten en diensten")

    def get_urls(self, page: Any = None, language: str | None = None, **kwargs: Any) -> list[str]:
        """Name the app's URLs."""
        return ["portal.products.urls"]


@apphook_pool.register
class CasesApphook(CMSApp):
    """How it stands with what somebody asked."""

    app_name = "cases"
    name = _("Mijn zaken")

    def get_urls(self, page: Any = None, language: str | None = None, **kwargs: Any) -> list[str]:
        """Name the app's URLs."""
        return ["portal.cases.urls"]


@apphook_pool.register
class ProfileApphook(CMSApp):
    """What somebody sees and changes of themselves."""

    app_name = "profile"
    name = _("Mijn profiel")

    def get_urls(self, page: Any = None, language: str | None = None, **kwargs: Any) -> list[str]:
        """Name the app's URLs."""
        return ["portal.profile.urls"]

"""The app of the page tree."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Make django CMS fit for many municipalities in one process."""

    name = "portal.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Pagina's"

    def ready(self) -> None:
        """Replace what the CMS shares between tenants, and listen to what it publishes."""
        from . import adopt, publishing, writing

        adopt.install()
        publishing.listen()
        writing.listen()

"""The blocks that editors build pages from."""

from typing import Any

from cms.plugin_base import CMSPluginBase
from cms.plugin_pool import plugin_pool
from django.conf import settings
from django.contrib import admin
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from djangocms_text.cms_plugins import TextPlugin as LibraryTextPlugin

from portal.core import html, queries
from portal.core.writing import panel
from portal.products import queries as products

from . import writing
from .models import Section

MODULE = _("Blokken")
plugin_pool.unregister_plugin(LibraryTextPlugin)


@plugin_pool.register_plugin
class TextPlugin(LibraryTextPlugin):
    """Text with headings, lists and links. What is shown is cleaned again, however it came into the row."""

    name = _("Tekst")
    module = MODULE
    render_template = "pages/plugins/text.html"
    fieldsets = ((None, {"fields": ("body", "json", "findings")}),)
    readonly_fields = ("findings",)

    class Media:
        js = ("core/writing.js",)

    def get_plugin_urls(self) -> list[Any]:
        """Add where a text is looked at while somebody writes it (P-268)."""
        name = self.get_admin_url_name("check")
        return [*super().get_plugin_urls(), path("controle/", writing.look, name=name)]

    @admin.display(description=_("controle van de tekst"))
    def findings(self, row: Any) -> Any:
        """Show what was found in the text as it was kept."""
        url = reverse(f"admin:{self.get_admin_url_name('check')}")
        language = row.language or settings.LANGUAGE_CODE
        kept = [writing.part(row.body, language)] if row.pk else []
        return panel.panel(f"{url}?{writing.LANGUAGE}={language}", kept)

    def render(self, context: Any, instance: Any, placeholder: Any) -> Any:
        """Render the text."""
        context = super().render(context, instance, placeholder)
        context["body"] = html.clean(str(context["body"]))
        return context


@plugin_pool.register_plugin
class SectionPlugin(CMSPluginBase):
    """A band with a heading and text in it."""

    model = Section
    name = _("Blok met kop")
    module = MODULE
    render_template = "pages/plugins/section.html"
    allow_children = True
    child_classes = ("TextPlugin",)


@plugin_pool.register_plugin
class CategoriesPlugin(CMSPluginBase):
    """All subjects with their icons; nothing while products are off (requirement P-220)."""

    name = _("Onderwerpen")
    module = MODULE
    render_template = "pages/plugins/categories.html"

    def render(self, context: Any, instance: Any, placeholder: Any) -> Any:
        """Ask for the subjects."""
        context = super().render(context, instance, placeholder)
        context["categories"] = products.menu_categories()
        return context


@plugin_pool.register_plugin
class PopularProductsPlugin(CMSPluginBase):
    """What people come for most; nothing while products are off."""

    name = _("Veel gevraagde producten")
    module = MODULE
    render_template = "pages/plugins/popular.html"

    def render(self, context: Any, instance: Any, placeholder: Any) -> Any:
        """Ask for the products."""
        context = super().render(context, instance, placeholder)
        context["products"] = products.popular_products()
        return context


@plugin_pool.register_plugin
class ContactPlugin(CMSPluginBase):
    """Telephone, e-mail, address and opening hours, as they stand in the settings."""

    name = _("Contact en openingstijden")
    module = MODULE
    render_template = "pages/plugins/contact.html"

    def render(self, context: Any, instance: Any, placeholder: Any) -> Any:
        """Take what the footer of the page asks for too."""
        context = super().render(context, instance, placeholder)
        frame = context.get("frame")
        context["contact"] = frame.contact if frame else queries.contact()
        return context

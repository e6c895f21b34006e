"""The places where django CMS keeps what belongs to one tenant in the process (tenancy 2.2: 1 to 6, 20 and 29)."""

import cms.appresolver
import cms.views
from cms.models import Page
from cms.plugin_base import CMSPluginBase
from cms.signals import urls_need_reloading
from django.http import HttpRequest
from django.urls import Resolver404, get_urlconf
from django.utils.translation import get_language_from_path
from djangocms_text.cms_plugins import TextPlugin

from . import aliases, grouping, languages


def install() -> None:
    """Replace them; called once, when all apps are there."""
    urls_need_reloading.disconnect(dispatch_uid="aldryn-apphook-reload-handle-urls-need-reloading")
    cms.appresolver.applications_page_check = page_of_apphook
    cms.views.applications_page_check = page_of_apphook
    _stop_remembering(CMSPluginBase, "_get_template_for_conf")
    _stop_remembering(TextPlugin, "get_child_plugin_candidates")
    grouping.install()
    aliases.install()
    languages.install()


def _stop_remembering(plugin: type[CMSPluginBase], method: str) -> None:
    """Take the lru_cache off a class method whose argument is a page.

    Pages of two tenants are equal when their keys are, and a cache keeps the page itself alive.
    """
    cached = plugin.__dict__[method].__func__
    if hasattr(cached, "__wrapped__"):
        setattr(plugin, method, classmethod(cached.__wrapped__))


def page_of_apphook(request: HttpRequest) -> Page | None:
    """Find the page whose apphook answers this path, by the request's own urlconf."""
    urlconf = getattr(request, "urlconf", None) or get_urlconf()
    path = request.path_info.lstrip("/")
    if language := get_language_from_path(request.path_info):
        path = path.removeprefix(language).lstrip("/")
    for mount in getattr(urlconf, "mounts", ()):
        try:
            mount.resolve(path)
        except Resolver404:
            continue
        return Page.objects.filter(pk=mount.page_id).first()
    return None

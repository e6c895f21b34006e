"""The form of an alias plugin, made anew for each request down to the field that the CMS writes into (tenancy 2.2)."""

import copy
from typing import Any

from cms.plugin_base import CMSPluginBase
from cms.utils import get_current_site
from django.http import HttpRequest
from djangocms_alias.cms_plugins import Alias


def install() -> None:
    """Replace the method that puts the entered site on a field that all forms of the process share."""
    Alias.get_form = get_form


def get_form(self: Any, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
    """Make the form class with the municipality's own site in it, and in it alone."""
    form = CMSPluginBase.get_form(self, request, obj, **kwargs)
    site = copy.deepcopy(form.base_fields["site"])
    site.initial = get_current_site(request)
    form.base_fields["site"] = site
    return form

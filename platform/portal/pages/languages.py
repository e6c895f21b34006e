"""The languages of pages. They are the same for every municipality, and `CMS_LANGUAGES` says what they do."""

import copy
from functools import cache
from typing import Any

from cms.utils import conf
from django.conf import settings


def install() -> None:
    """Let the CMS read `CMS_LANGUAGES`: without a `SITE_ID` it passes it over, and makes up its own at every question.

    The CMS adds the list of a site under the site's key, which no two tenants share; it is made of settings alone.
    """
    conf.COMPLEX["LANGUAGES"] = _languages


@cache
def _languages() -> dict[Any, Any]:
    languages: dict[Any, Any] = conf._ensure_languages_settings(copy.deepcopy(settings.CMS_LANGUAGES))
    return languages

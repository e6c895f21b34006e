"""To which other sites cases may lead."""

from django.contrib import admin

from portal.cases.models import LinkSettings
from portal.cases.types import FEATURE
from portal.core.admin import OneRowAdmin
from portal.core.models import OneRow
from portal.core.switched import SwitchedAdmin


@admin.register(LinkSettings)
class LinkSettingsAdmin(OneRowAdmin, SwitchedAdmin[OneRow]):
    """Settings that are there while the feature is on."""

    feature = FEATURE

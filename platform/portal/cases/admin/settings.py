"""What holds for all cases."""

from django.contrib import admin

from portal.cases.models import CaseSettings
from portal.cases.types import FEATURE
from portal.core.admin import OneRowAdmin
from portal.core.models import OneRow
from portal.core.switched import SwitchedAdmin


@admin.register(CaseSettings)
class CaseSettingsAdmin(OneRowAdmin, SwitchedAdmin[OneRow]):
    """Settings that are there while the feature is on."""

    feature = FEATURE

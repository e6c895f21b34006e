"""Which files a municipality takes."""

from django.contrib import admin

from portal.cases.types import FEATURE
from portal.core.admin import OneRowAdmin
from portal.core.models import OneRow
from portal.core.switched import SwitchedAdmin

from .models import UploadSettings


@admin.register(UploadSettings)
class UploadSettingsAdmin(OneRowAdmin, SwitchedAdmin[OneRow]):
    """Settings that are there while the feature is on."""

    feature = FEATURE

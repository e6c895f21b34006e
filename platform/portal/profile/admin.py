"""What the municipality sets of Mijn profiel and of questions to the BRP."""

from django.contrib import admin

from portal.core.admin import OneRowAdmin
from portal.core.models import OneRow
from portal.core.switched import SwitchedAdmin

from .models import BrpSettings, ProfileSettings


@admin.register(ProfileSettings, BrpSettings)
class ProfileSettingsAdmin(OneRowAdmin, SwitchedAdmin[OneRow]):
    """Settings that are there while the feature is on."""

    feature = "profile"

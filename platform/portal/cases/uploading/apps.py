"""The app whose tables hold documents on their way to the case system."""

from django.apps import AppConfig


class UploadingConfig(AppConfig):
    """Documents that people add to their cases."""

    name = "portal.cases.uploading"
    label = "case_uploads"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Documenten toevoegen"

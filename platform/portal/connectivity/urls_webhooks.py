"""Where other systems call in: mounted at `meldingen/`, as `integrations.notifications.types.PREFIX` says."""

from django.urls import path

from . import webhooks

app_name = "webhooks"
urlpatterns = [path("<str:secret>/", webhooks.receive, name="receive")]

"""What answers on the console's host. No Django admin: operators are not its users (architecture T11)."""

from django.urls import include, path

urlpatterns = [
    path("thema/", include("themes.urls")),
    path("api/v1/", include("provisioning.api.urls")),
    path("", include("provisioning.console.urls")),
]

handler400 = "provisioning.console.errors.bad_request"
handler403 = "provisioning.console.errors.forbidden"
handler404 = "provisioning.console.errors.not_found"
handler500 = "provisioning.console.errors.server_error"

"""Addresses below the page that an editor has mounted the feature on."""

from django.urls import path, register_converter

from portal.products import interests, printing, views


class SlugPath:
    """Slugs of subjects, from the top."""

    regex = r"[-\w]+(?:/[-\w]+)*"

    def to_python(self, value: str) -> str:
        """Take it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Put it down as it is."""
        return value


register_converter(SlugPath, "slugs")

app_name = "products"
urlpatterns = [
    path("", views.index, name="index"),
    path("interesses/", interests.interests, name="interests"),
    path("uw-onderwerpen/", interests.chosen, name="chosen"),
    path("veelgestelde-vragen/", views.questions, name="questions"),
    path("locaties/<uuid:identity>/", views.location, name="location"),
    path("producten/<slug:slug>/", views.product, name="product"),
    path("producten/<slug:slug>/pdf/", printing.product, name="product_pdf"),
    path("<slugs:path>/producten/<slug:slug>/", views.category_product, name="category_product"),
    path("<slugs:path>/", views.category, name="category"),
]

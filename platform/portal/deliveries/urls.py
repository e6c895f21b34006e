"""Where deliveries are shown: mounted at `beheer/uitgaand/`, before the admin."""

from django.urls import path

from . import views

app_name = "deliveries"
urlpatterns = [
    path("", views.items, name="items"),
    path("opnieuw/", views.offer_all_again, name="offer_all_again"),
    path("<uuid:identity>/opnieuw/", views.offer_again, name="offer_again"),
    path("<uuid:identity>/intrekken/", views.withdraw, name="withdraw"),
]

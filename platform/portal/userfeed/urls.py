"""Where what is new for somebody stands: mounted at `nieuws/`."""

from django.urls import path

from . import views

app_name = "userfeed"
urlpatterns = [path("", views.feed, name="feed")]

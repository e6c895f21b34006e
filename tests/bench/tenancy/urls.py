"""The portal's URLs and one view more, which exists here alone."""

from django.urls import path

from config.urls import portal
from tests.bench.tenancy import views

handler400, handler403 = portal.handler400, portal.handler403
handler404, handler500 = portal.handler404, portal.handler500
urlpatterns = [path("bench/", views.queries_of_the_portal), *portal.urlpatterns]

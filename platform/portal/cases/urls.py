"""Addresses below the page that an editor has mounted the cases on."""

from django.urls import path

from portal.cases.uploading import views as uploading
from portal.cases.views import detail, documents, listing, questions

app_name = "cases"
CASE = "<uuid:connection>/<uuid:case>/"
urlpatterns = [
    path("", listing.cases, name="list"),
    path("laatste/", listing.latest, name="latest"),
    path("later/<slug:name>/<str:ticket>/", listing.later, name="later"),
    path("zaak/later/<slug:name>/<str:ticket>/", detail.file_later, name="file_later"),
    path("<uuid:case>/status/", detail.former, name="former"),
    path(CASE, detail.case, name="detail"),
    path(f"{CASE}agenda/", detail.calendar, name="calendar"),
    path(f"{CASE}pdf/", detail.pdf, name="pdf"),
    path(f"{CASE}documenten/toevoegen/", uploading.upload, name="upload"),
    path(f"{CASE}documenten/ingestuurd/", uploading.sent, name="sent"),
    path(f"{CASE}vraag/", questions.ask, name="question"),
    path(f"{CASE}vraag/<uuid:key>/", questions.receipt, name="question_sent"),
    path(f"{CASE}documenten/<uuid:document>/", documents.document, name="document"),
]

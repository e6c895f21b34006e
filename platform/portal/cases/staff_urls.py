"""Where functional managers set what holds for kinds of cases: mounted at `beheer/zaaktypen/`, before the admin."""

from django.urls import path

from .views.kinds import catalogues, letters, listing, moving, one, preview, why

app_name = "case_types"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("berichten/", listing.notify, name="notify"),
    path("type/", one.one, name="one"),
    path("voorbeeld/", preview.preview, name="preview"),
    path("geen-bericht/", why.why, name="why"),
    path("per-brief/", letters.listing, name="letters"),
    path("per-brief/<uuid:key>/", letters.done, name="letter_done"),
    path("wijzigingen/", catalogues.changes, name="changes"),
    path("wijzigingen/gezien/", catalogues.seen, name="seen"),
    path("wijzigingen/bijwerken/", catalogues.refresh, name="refresh"),
    path("wijzigingen/catalogus/", catalogues.enter, name="enter"),
    path("wijzigingen/catalogus/weg/", catalogues.leave, name="leave"),
    path("zaaktypen.jsonl", moving.export, name="export"),
    path("overnemen/", moving.offer, name="offer"),
    path("overnemen/<uuid:key>/", moving.look_through, name="import"),
]

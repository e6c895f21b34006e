"""The library of themes (issue 8): look, take in, set by hand, publish, take back."""

from django.urls import URLPattern, path

from . import changing, library, previewing, publishing, taking

STYLE = "themas/<uuid:style>/"
VERSION = f"{STYLE}versies/<int:number>/"
LOOK = "themas/voorbeeld/<str:look>/"
THEMES: list[URLPattern] = [
    path("themas/", library.themes, name="themes"),
    path("themas/nieuw/", taking.add, name="theme_add"),
    path("themas/meegeleverd/<slug:theme>/", library.shipped, name="theme_shipped"),
    path("themas/miniatuur/<slug:theme>.svg", previewing.thumbnail, name="theme_thumbnail"),
    path(LOOK, previewing.preview, name="theme_preview"),
    path(f"{LOOK}thema.css", previewing.stylesheet, name="theme_stylesheet"),
    path(STYLE, library.theme, name="theme"),
    path(f"{STYLE}aanpassen/", changing.edit, name="theme_edit"),
    path(f"{STYLE}bestand/", taking.renew, name="theme_renew"),
    path(f"{STYLE}archiveren/", publishing.archive, name="theme_archive"),
    path(VERSION, library.version, name="theme_version"),
    path(f"{VERSION}publiceren/", publishing.publish, name="theme_publish"),
]

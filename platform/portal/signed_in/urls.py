"""Where the pages of sessions stand: `urlpatterns` are in each language, `session` in none."""

from django.urls import include, path

from .views import acting, branches, session, sign_ins

sign_ins_urls = [
    path("", sign_ins.page, name="page"),
    path("elders-uitloggen/", sign_ins.end_others, name="end_others"),
    path("<uuid:sign_in>/uitloggen/", sign_ins.end, name="end"),
]
session_urls = [
    path("", session.lasts, name="lasts"),
    path("verlengen/", session.extend, name="extend"),
    path("verder/", session.resume, name="resume"),
    path("weg/", session.drop, name="drop"),
]
urlpatterns = [
    path("inlogmomenten/", include((sign_ins_urls, "sign_ins"))),
    path("namens/", include(([path("", acting.choose, name="choose")], "acting"))),
    path("vestiging/", include(([path("", branches.choose, name="choose")], "branches"))),
    path("sessie/", include((session_urls, "session"))),
]

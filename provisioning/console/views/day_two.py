"""Addresses of what operators do with a municipality that is there."""

from django.urls import URLPattern, path

from . import adjustable, announcements, bulk, domains, going_live, releases, settings, standing

ONE = "gemeenten/<uuid:tenant>/"
HOST = f"{ONE}webadressen/<str:host>/"
RELEASE = f"{ONE}releases/<int:number>/"
MANY = "bewerkingen/"
NEWS = "mededelingen/"
DAY_TWO: list[URLPattern] = [
    path(f"{ONE}opschorten/", standing.suspend, name="suspend"),
    path(f"{ONE}hervatten/", standing.resume, name="resume"),
    path(f"{ONE}onderhoud/", standing.maintenance, name="maintenance"),
    path(f"{ONE}onderhoud/voorbeeld/", standing.maintenance_preview, name="maintenance_preview"),
    path("opdrachten/<uuid:operation>/ongedaan/", standing.operation_undo, name="operation_undo"),
    path(f"{ONE}live/", going_live.going_live, name="going_live"),
    path(f"{ONE}instellingen/", settings.settings, name="settings"),
    path(f"{ONE}zelf-aanpassen/", adjustable.adjustable, name="adjustable"),
    path(f"{ONE}webadressen/", domains.domains, name="domains"),
    path(f"{ONE}webadressen/toevoegen/", domains.add, name="domain_add"),
    path(f"{HOST}bewijs/", domains.proof, name="domain_proof"),
    path(f"{HOST}hoofdadres/", domains.primary, name="domain_primary"),
    path(f"{HOST}certificaat/", domains.certificate, name="domain_certificate"),
    path(f"{HOST}verwijderen/", domains.remove, name="domain_remove"),
    path(f"{ONE}releases/", releases.releases, name="releases"),
    path(RELEASE, releases.release, name="release"),
    path(f"{RELEASE}terugzetten/", releases.restore, name="release_restore"),
    path(MANY, bulk.bulk_list, name="bulk_list"),
    path(f"{MANY}nieuw/", bulk.new, name="bulk_new"),
    path(f"{MANY}nieuw/wat/", bulk.plan, name="bulk_plan"),
    path(f"{MANY}<uuid:bulk>/", bulk.bulk, name="bulk"),
    path(f"{MANY}<uuid:bulk>/opnieuw/", bulk.retry, name="bulk_retry"),
    path(NEWS, announcements.announcements, name="announcements"),
    path(f"{NEWS}nieuw/", announcements.add, name="announcement_add"),
    path(f"{NEWS}<uuid:announcement>/intrekken/", announcements.withdraw, name="announcement_withdraw"),
]

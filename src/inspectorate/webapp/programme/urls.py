"""Addresses of the programme: authorities, what is due, decisions, events by hand."""

from django.urls import path

from inspectorate.webapp.programme.views import (
    authorities,
    authority,
    compare,
    decisions,
    disagreements,
    due,
    due_download,
    events,
    kept_aside,
    pilots,
    registration,
    settings,
)

app_name = "programme"
urlpatterns = [
    path("authorities/", authorities.authorities, name="authorities"),
    path("authorities/<str:code>/", authority.authority, name="authority"),
    path("authorities/<str:code>/why/", due.why, name="why"),
    path("authorities/<str:code>/decide/", decisions.decide, name="decide"),
    path("authorities/<str:code>/events/new/", events.new, name="event_new"),
    path("settings/", settings.settings, name="settings"),
    path("settings/map/", settings.map_of, name="setting_map"),
    path("settings/owners/", settings.owners, name="owners"),
    path("settings/owners/<int:id>/", settings.owner, name="owner"),
    path("settings/position/", settings.position, name="position"),
    path("settings/<str:code>/", authority.authority, name="setting"),
    path("settings/<str:code>/registration/new/", registration.new, name="setting_registration"),
    path("settings/<str:code>/why/", due.why, name="setting_why"),
    path("settings/<str:code>/decide/", decisions.decide, name="setting_decide"),
    path("settings/<str:code>/events/new/", events.new, name="setting_event_new"),
    path("due/", due.due, name="due"),
    path("due/download.<str:ending>", due_download.download, name="due_download"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<int:id>/change/", decisions.change, name="decision_change"),
    path("decisions/<int:id>/end/", decisions.end, name="decision_end"),
    path("disagreements/", disagreements.differences, name="disagreements"),
    path("findings/", events.findings, name="findings"),
    path("findings/<int:id>/confirm/", events.confirm, name="finding_confirm"),
    path("frameworks/compare/", compare.compare, name="compare"),
    path("frameworks/<slug:regime>/<str:version>/pilot/", pilots.pilot, name="pilot"),
    path("kept-aside/", kept_aside.rows, name="kept_aside"),
    path("inspections/<int:id>/correct/", events.correct, name="event_correct"),
    path("inspections/<int:id>/findings/new/", events.finding, name="finding_new"),
]

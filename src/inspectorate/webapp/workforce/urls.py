"""Addresses of the workforce."""

from django.urls import path

from inspectorate.webapp.workforce.views import entries, files, inspectors

app_name = "workforce"
urlpatterns = [
    path("workforce/", inspectors.workforce, name="workforce"),
    path("workforce/new/", inspectors.inspector_new, name="inspector_new"),
    path("workforce/me/", inspectors.own, name="own"),
    path("workforce/files/", files.files, name="files"),
    path("workforce/files/<int:id>/", files.file, name="file"),
    path("workforce/files/<int:id>/kept-aside.csv", files.file_aside, name="file_aside"),
    path("workforce/<int:id>/", inspectors.inspector, name="inspector"),
    path("workforce/<int:id>/change/", inspectors.change, name="change"),
    path("workforce/<int:id>/terms/", inspectors.terms, name="terms"),
    path("workforce/<int:id>/calendar/", files.calendar, name="calendar"),
    path("workforce/<int:id>/<str:what>/new/", entries.entry_new, name="entry_new"),
    path("workforce/<str:what>/<int:id>/end/", entries.entry_end, name="entry_end"),
    path("workforce/<str:what>/<int:id>/strike/", entries.entry_strike, name="entry_strike"),
]

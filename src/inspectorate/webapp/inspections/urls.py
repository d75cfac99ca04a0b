"""Addresses of the record: judgements as of a day, and what was loaded."""

from django.urls import path

from inspectorate.webapp.inspections.views import imports, judgements

app_name = "inspections"
urlpatterns = [
    path("judgements/", judgements.judgements, name="judgements"),
    path("judgements/download.<str:ending>", judgements.download, name="judgements_download"),
    path("imports/", imports.imports, name="imports"),
    path("imports/jobs/<uuid:job>/", imports.job, name="job"),
    path("imports/<int:id>/", imports.run, name="run"),
    path("imports/<int:id>/matches/", imports.matches, name="matches"),
    path("imports/<int:id>/again/", imports.again, name="again"),
    path("imports/<int:id>/reverse/", imports.reverse, name="reverse"),
    path("imports/<int:id>/kept-aside.csv", imports.kept_aside_list, name="kept_aside_list"),
    path("imports/<int:id>/answers/", imports.answers, name="answers"),
    path("imports/kept-aside/<int:id>/", imports.map_row, name="map"),
]

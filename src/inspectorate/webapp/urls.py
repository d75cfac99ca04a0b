"""Every address. A room has its own `urls.py` with `app_name`, included here."""

from django.urls import include, path

from inspectorate.webapp.programme.views.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("inspectorate.webapp.accounts.urls")),
    path("", include("inspectorate.webapp.audit.urls")),
    path("", include("inspectorate.webapp.faults.urls")),
    path("laboratory/", include("inspectorate.webapp.laboratory.urls")),
    path("", include("inspectorate.webapp.inspections.urls")),
    path("", include("inspectorate.webapp.enforcement.urls")),
    path("", include("inspectorate.webapp.monitoring.urls")),
    path("", include("inspectorate.webapp.workforce.urls")),
    path("", include("inspectorate.webapp.programme.urls")),
    path("", include("inspectorate.webapp.engagement.urls")),
    path("", include("inspectorate.webapp.casework.urls")),
    path("agreement/", include("inspectorate.webapp.casework.agreement_urls")),
    path("", include("inspectorate.webapp.publication.urls")),
    path("", include("inspectorate.webapp.frameworks.urls")),
]

handler403 = "inspectorate.webapp.design.pages.not_allowed"
handler404 = "inspectorate.webapp.design.pages.not_found"
handler500 = "inspectorate.webapp.design.pages.failed"

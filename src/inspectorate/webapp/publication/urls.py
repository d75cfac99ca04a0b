"""Addresses of public pages."""

from django.urls import path, register_converter

from inspectorate.webapp.publication import views


class Kind:
    """The kinds of document that a report is given as."""

    regex = "pdf|docx|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Kind, "kind")

app_name = "publication"
urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/chain/", views.chain, name="chain"),
    path("reports/chain.json", views.chain_json, name="chain_json"),
    path("reports/<slug:slug>/", views.report, name="report"),
    path("reports/<slug:slug>/<int:number>/", views.report, name="version"),
    path("reports/<slug:slug>/<int:number>/report.<kind:kind>", views.document, name="document"),
]

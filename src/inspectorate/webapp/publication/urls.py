"""Addresses of public pages."""

from django.urls import path

from inspectorate.webapp.publication import views

app_name = "publication"
urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/chain/", views.chain, name="chain"),
    path("reports/chain.json", views.chain_json, name="chain_json"),
    path("reports/<slug:slug>/", views.report, name="report"),
    path("reports/<slug:slug>/<int:number>/", views.report, name="version"),
    path("reports/<slug:slug>/<int:number>/report.<slug:kind>", views.document, name="document"),
]

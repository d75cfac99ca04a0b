"""Addresses of public pages."""

from django.urls import path

from inspectorate.webapp.publication import after_views, one_word_views, views

app_name = "publication"
urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/chain/", views.chain, name="chain"),
    path("reports/chain.json", views.chain_json, name="chain_json"),
    path("reports/<slug:slug>/", views.report, name="report"),
    path("reports/<slug:slug>/<int:number>/", views.report, name="version"),
    path("reports/<slug:slug>/<int:number>/report.<slug:kind>", views.document, name="document"),
    path("statistics/one-word/", one_word_views.one_word_page, name="one_word"),
    path("statistics/one-word/<slug:name>.csv", one_word_views.file, name="one_word_file"),
    path("statistics/after-judgements/", after_views.after_page, name="after_judgements"),
    path("statistics/after-judgements.csv", after_views.file, name="after_judgements_file"),
]

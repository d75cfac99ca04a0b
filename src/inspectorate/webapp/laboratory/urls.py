"""Addresses of the laboratory."""

from django.urls import path

from inspectorate.webapp.laboratory import views

app_name = "laboratory"
urlpatterns = [
    path("", views.comparisons, name="comparisons"),
    path("new/", views.comparison_new, name="comparison_new"),
    path("models/<slug:name>/", views.model, name="model"),
    path("<slug:slug>/", views.comparison, name="comparison"),
    path("<slug:slug>/report/", views.report, name="report"),
    path("<slug:slug>/comparison.<slug:ending>", views.download, name="download"),
]

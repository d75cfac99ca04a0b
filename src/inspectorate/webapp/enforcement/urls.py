"""Addresses of enforcement."""

from django.urls import path

from inspectorate.webapp.enforcement import views

app_name = "enforcement"
urlpatterns = [
    path("enforcement/", views.cases, name="cases"),
    path("enforcement/<int:id>/", views.case, name="case"),
    path("enforcement/<int:id>/steps/<slug:step>/", views.step, name="step"),
    path("enforcement/steps/<int:id>/strike/", views.strike, name="strike"),
    path("settings/<str:code>/enforcement/new/", views.open_new, name="open"),
]

"""Addresses of the framework pages."""

from django.urls import path

from inspectorate.webapp.frameworks.views.editions import common, edition, editions

app_name = "frameworks"
urlpatterns = [
    path("frameworks/", editions, name="editions"),
    path("frameworks/<slug:regime>/common/", common, name="common"),
    path("frameworks/<slug:regime>/<str:version>/", edition, name="edition"),
]

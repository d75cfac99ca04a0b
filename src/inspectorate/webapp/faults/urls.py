"""Addresses of faults."""

from django.urls import path

from inspectorate.webapp.faults import views

app_name = "faults"
urlpatterns = [
    path("faults/", views.faults, name="faults"),
    path("faults/new/", views.fault_new, name="fault_new"),
    path("faults/device/", views.from_device, name="from_device"),
    path("faults/<uuid:id>/", views.fault, name="fault"),
]

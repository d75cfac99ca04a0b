"""Addresses of monitoring."""

from django.urls import path

from inspectorate.webapp.monitoring.views import backtest, concern_files, concerns, context, told

app_name = "monitoring"
urlpatterns = [
    path("monitoring/backtest/", backtest.backtest, name="backtest"),
    path("monitoring/context/", context.context, name="context"),
    path("monitoring/compute/", context.compute, name="compute"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/new/", concerns.concern_new, name="concern_new"),
    path("concerns/files/", concern_files.concern_files, name="concern_files"),
    path("concerns/files/<int:id>/", concern_files.concern_file, name="concern_file"),
    path("concerns/files/<int:id>/kept-aside.csv", concern_files.concern_file_aside, name="concern_file_aside"),
    path("concerns/<int:id>/", concerns.concern, name="concern"),
    path("concerns/<int:id>/correct/", concerns.concern_correct, name="concern_correct"),
    path("concerns/<int:id>/<str:step>/", concerns.concern_act, name="concern_act"),
    path("events-told/", told.told, name="told"),
    path("events-told/new/", told.tell, name="tell"),
]

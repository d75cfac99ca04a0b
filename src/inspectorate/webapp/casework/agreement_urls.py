"""Address of the page about agreement: it is about all cases and part of none."""

from django.urls import path

from inspectorate.webapp.casework.views import agreement

app_name = "agreement"
urlpatterns = [path("", agreement.agreement, name="agreement")]

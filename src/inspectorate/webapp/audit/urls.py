"""The address of the audit record."""

from django.urls import path

from inspectorate.webapp.audit.views import audit

app_name = "audit"
urlpatterns = [path("audit/", audit, name="entries")]

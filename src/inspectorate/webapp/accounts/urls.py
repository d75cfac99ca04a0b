"""Addresses of signing in and out, passwords and second factors. Signing up is closed by the adapter."""

from django.urls import include, path

urlpatterns = [path("account/", include("allauth.urls"))]

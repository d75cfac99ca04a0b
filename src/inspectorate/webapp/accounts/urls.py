"""Addresses of signing in and out. Of the library's pages only those that the service offers have one: an address
is changed, and a person added, by who manages people."""

from allauth.account import views
from django.urls import include, path

from inspectorate.webapp.accounts.views.sign_in import password_by_link

urlpatterns = [
    path("account/login/", views.login, name="account_login"),
    path("account/logout/", views.logout, name="account_logout"),
    path("account/inactive/", views.account_inactive, name="account_inactive"),
    path("account/password/change/", views.password_change, name="account_change_password"),
    path("account/password/<str:key>/<str:token>/", password_by_link, name="account_password_by_link"),
    path("people/", include("inspectorate.webapp.accounts.people_urls")),
]

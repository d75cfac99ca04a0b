"""Addresses of signing in and out. Of the library's pages only those that the service offers have one: an address
is changed, and a person added, by who manages people."""

from allauth.account import views
from allauth.mfa.base.views import authenticate, index, reauthenticate
from allauth.mfa.recovery_codes.views import download_recovery_codes, view_recovery_codes
from django.urls import include, path

from inspectorate.webapp.accounts.views import two_steps
from inspectorate.webapp.accounts.views.sign_in import password_by_link

urlpatterns = [
    path("account/login/", views.login, name="account_login"),
    path("account/logout/", views.logout, name="account_logout"),
    path("account/inactive/", views.account_inactive, name="account_inactive"),
    path("account/password/change/", views.password_change, name="account_change_password"),
    path("account/password/<str:key>/<str:token>/", password_by_link, name="account_password_by_link"),
    path("account/confirm/", views.reauthenticate, name="account_reauthenticate"),
    path("account/two-steps/", index, name="mfa_index"),
    path("account/two-steps/code/", authenticate, name="mfa_authenticate"),
    path("account/two-steps/confirm/", reauthenticate, name="mfa_reauthenticate"),
    path("account/two-steps/set-up/", two_steps.SetUp.as_view(), name="mfa_activate_totp"),
    path("account/two-steps/turn-off/", two_steps.TurnOff.as_view(), name="mfa_deactivate_totp"),
    path("account/two-steps/recovery-codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/two-steps/recovery-codes/new/", two_steps.MakeCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("account/two-steps/recovery-codes.txt", download_recovery_codes, name="mfa_download_recovery_codes"),
    path("people/", include("inspectorate.webapp.accounts.people_urls")),
]

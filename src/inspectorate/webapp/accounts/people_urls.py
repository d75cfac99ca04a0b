"""Addresses of the pages about people and their roles."""

from django.urls import path

from inspectorate.webapp.accounts.views import people, roles, sign_in

app_name = "people"
urlpatterns = [
    path("", people.people, name="people"),
    path("new/", people.new, name="new"),
    path("<int:id>/", people.person, name="person"),
    path("<int:id>/roles/new/", roles.give, name="give_role"),
    path("<int:id>/link/", sign_in.make_link, name="make_link"),
    path("<int:id>/close/", sign_in.close, name="close"),
    path("<int:id>/open/", sign_in.open_again, name="open"),
    path("<int:id>/second-step/remove/", sign_in.remove_second_step, name="remove_second_step"),
    path("roles/<int:id>/end/", roles.end, name="end_role"),
    path("organisations/", people.organisations, name="organisations"),
    path("organisations/new/", people.organisation_new, name="organisation_new"),
]

"""Addresses of engagement."""

from django.urls import path

from inspectorate.webapp.engagement.views import plans, requests

app_name = "engagement"
urlpatterns = [
    path("authorities/<str:code>/action-plans/", plans.plans, name="plans"),
    path("authorities/<str:code>/action-plans/send/", plans.send, name="plan_send"),
    path("action-plans/", plans.plans_to_answer, name="plans_to_answer"),
    path("action-plans/<int:id>/file/", plans.file, name="plan_file"),
    path("action-plans/<int:id>/receive/", plans.receive, name="plan_receive"),
    path("action-plans/<int:id>/answer/", plans.answer, name="plan_answer"),
    path("authorities/<str:code>/re-inspection/", requests.requests, name="requests"),
    path("authorities/<str:code>/re-inspection/ask/", requests.ask, name="ask"),
    path("re-inspections/", requests.open_requests, name="open_requests"),
    path("re-inspections/<int:id>/answer/", requests.answer, name="answer"),
]

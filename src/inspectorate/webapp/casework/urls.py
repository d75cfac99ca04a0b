"""Addresses of casework."""

from django.urls import path

from inspectorate.webapp.casework.views import answers, cases, evidence, export, judging, preparing, report

app_name = "casework"
urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    path("authorities/<str:code>/cases/new/", cases.plan, {"kind": "authority"}, name="plan"),
    path("settings/<str:code>/cases/new/", cases.plan, {"kind": "setting"}, name="setting_plan"),
    path("cases/opinions/<int:id>/", judging.opinion, name="opinion"),
    path("cases/worker.js", evidence.worker, name="worker"),
    path("cases/<slug:slug>/", cases.case, name="case"),
    path("cases/<slug:slug>/moves/<slug:move>/", cases.move, name="move"),
    path("cases/<slug:slug>/team/", cases.team, name="team"),
    path("cases/<slug:slug>/team/<int:id>/end/", cases.team_end, name="team_end"),
    path("cases/<slug:slug>/days/", cases.days, name="days"),
    path("cases/<slug:slug>/preparation/", preparing.preparation, name="preparation"),
    path("cases/<slug:slug>/preparation/lines/", preparing.line_new, name="line_new"),
    path("cases/<slug:slug>/preparation/samples/", preparing.sample_new, name="sample_new"),
    path("cases/<slug:slug>/notice/", preparing.notice, name="notice"),
    path("cases/<slug:slug>/notice.ics", preparing.calendar, name="calendar"),
    path("cases/<slug:slug>/meetings/", preparing.meetings, name="meetings"),
    path("cases/<slug:slug>/meetings/new/", preparing.meeting_new, name="meeting_new"),
    path("cases/<slug:slug>/evidence/", evidence.evidence, name="evidence"),
    path("cases/<slug:slug>/evidence/new/", evidence.note_new, name="note_new"),
    path("cases/<slug:slug>/evidence/<uuid:id>/", evidence.note, name="note"),
    path("cases/<slug:slug>/notebook/", evidence.notebook, name="notebook"),
    path("cases/<slug:slug>/notes/", evidence.notes, name="notes"),
    path("cases/<slug:slug>/judgements/", judging.judgements, name="judgements"),
    path("cases/<slug:slug>/judgements/opinion/", judging.opinion_ask, name="opinion_ask"),
    path("cases/<slug:slug>/judgements/<slug:judgement>/", judging.grade, name="grade"),
    path("cases/<slug:slug>/findings/", judging.findings, name="findings"),
    path("cases/<slug:slug>/findings/new/", judging.finding_new, name="finding_new"),
    path("cases/<slug:slug>/findings/<int:id>/strike/", judging.finding_strike, name="finding_strike"),
    path("cases/<slug:slug>/report/", report.draft, name="draft"),
    path("cases/<slug:slug>/report/compose/", report.compose, name="compose"),
    path("cases/<slug:slug>/report/new/", report.paragraph_new, name="paragraph_new"),
    path("cases/<slug:slug>/report/<int:id>/", report.paragraph, name="paragraph"),
    path("cases/<slug:slug>/report/<int:id>/comment/", report.comment_new, name="comment_new"),
    path("cases/<slug:slug>/report/comments/<int:id>/", report.comment, name="comment"),
    path("cases/<slug:slug>/report/approve/", report.approve, name="approve"),
    path("cases/<slug:slug>/answer/", answers.shared, name="shared"),
    path("cases/<slug:slug>/answer/<int:id>/", answers.point_new, name="point_new"),
    path("cases/<slug:slug>/answer/points/<int:id>/", answers.point, name="point"),
    path("cases/<slug:slug>/points/<int:id>/", answers.decide, name="decide"),
    path("cases/<slug:slug>/export/", export.export, name="export"),
]

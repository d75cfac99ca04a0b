"""A person's own pages about their second step of signing in: the library's, with every change on the audit record."""

from __future__ import annotations

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.records import record


class SetUp(ActivateTOTPView):
    """Set up an app that makes codes."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        by = Actor.of(self.request.user)
        record(by=by, action="second_step_added", subject=self.request.user, email=by.name)
        answer: HttpResponse = super().form_valid(form)
        return answer


class TurnOff(DeactivateTOTPView):
    """Sign in with the password alone again."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        by = Actor.of(self.request.user)
        record(by=by, action="second_step_removed", subject=self.request.user, email=by.name)
        answer: HttpResponse = super().form_valid(form)
        return answer


class MakeCodes(GenerateRecoveryCodesView):
    """Make new recovery codes; the old ones work no more."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        by = Actor.of(self.request.user)
        record(by=by, action="recovery_codes_made", subject=self.request.user, email=by.name)
        answer: HttpResponse = super().form_valid(form)
        return answer

"""Every page of the web application: who opens it, and with which arguments. The walks over all pages read this table.

A route that stands in neither table fails `tests/project/test_pages.py`. Arguments are those of the invented example
country, which is the same each time it is loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid5

from django.urls import reverse

from inspectorate.example.cases import SPACE
from inspectorate.webapp.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Page:
    """One address to open. ``role`` is who comes to it (``None``: a visitor who has not signed in)."""

    route: str
    role: Role | None = Role.SCHEDULER
    arguments: Mapping[str, object] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        path = reverse(self.route, kwargs=dict(self.arguments))
        return f"{path}?{urlencode(self.query)}" if self.query else path

    @property
    def id(self) -> str:
        """How test reports call it."""
        shown = [*map(str, self.arguments.values()), *(f"{name}={value}" for name, value in self.query.items())]
        return " ".join([self.route, *shown])


PAGES: tuple[Page, ...] = (
    Page("home"),
    Page("account_login", role=None),
    Page("account_logout"),
    Page("account_change_password"),
    Page("account_inactive", role=None),
    Page("account_reauthenticate"),
    Page("mfa_index"),
    Page("people:people", Role.ADMINISTRATOR),
    Page("people:people", Role.ADMINISTRATOR, query={"words": "sam", "role": "scheduler"}),
    Page("people:new", Role.ADMINISTRATOR),
    Page("people:person", Role.ADMINISTRATOR, {"id": 2}),
    Page("people:give_role", Role.ADMINISTRATOR, {"id": 2}),
    Page("people:give_role", Role.ADMINISTRATOR, {"id": 2}, {"organisation": "1"}),
    Page("people:end_role", Role.ADMINISTRATOR, {"id": 2}),
    Page("people:organisations", Role.ADMINISTRATOR),
    Page("people:organisation_new", Role.ADMINISTRATOR),
    Page("audit:entries", Role.ADMINISTRATOR),
    Page("audit:entries", Role.QUALITY_ASSURER, query={"action": "role_given"}),
    Page("home", Role.ANALYST),
    Page("programme:authorities"),
    Page("programme:authorities", Role.DIRECTOR, query={"q": "mere", "sort": "grade"}),
    Page("programme:authority", arguments={"code": "X00000020"}),
    Page("programme:authority", arguments={"code": "X00000033"}),
    Page("programme:authority", arguments={"code": "X00000042"}),
    Page("programme:authority", Role.DIRECTOR, {"code": "X00000000"}),
    Page("programme:authority", Role.ANALYST, {"code": "X00000000"}, {"as_of": "2019-06-01"}),
    Page("programme:due"),
    Page("programme:due", Role.INSPECTOR, query={"group": "region", "status": "open"}),
    Page("programme:decide", arguments={"code": "X00000000"}),
    Page("programme:decide", arguments={"code": "X00000000"}, query={"kind": "pause"}),
    Page("programme:decisions"),
    Page("programme:decision_change", arguments={"id": 1}),
    Page("programme:decision_end", arguments={"id": 1}),
    Page("programme:findings"),
    Page("programme:finding_confirm", arguments={"id": 2}),
    Page("programme:finding_new", arguments={"id": 1}),
    Page("programme:event_new", arguments={"code": "X00000000"}),
    Page("programme:event_new", arguments={"code": "X00000000"}, query={"event": "standard"}),
    Page("programme:event_new", arguments={"code": "X00000000"}, query={"event": "focused_visit"}),
    Page("programme:event_correct", arguments={"id": 1}),
    Page("programme:disagreements", Role.ANALYST),
    Page("programme:kept_aside", Role.ANALYST),
    Page("inspections:matches", Role.ANALYST, {"id": 1}),
    Page("programme:compare", Role.POLICY_ANALYST),
    Page("programme:compare", Role.POLICY_ANALYST, query={"a": "ilacs/2018-01-01", "b": "proposal-2017/2017-02-01"}),
    Page("programme:pilot", Role.POLICY_ANALYST, {"regime": "proposal-2017", "version": "2017-02-01"}),
    Page("programme:pilot", Role.INSPECTOR, {"regime": "ilacs", "version": "2018-01-01"}),
    Page("programme:settings"),
    Page("programme:settings", Role.REGISTERED_MANAGER, query={"q": "no such name"}),
    Page("programme:setting_map", Role.DEPARTMENT_OFFICIAL),
    Page("programme:owners", Role.DIRECTOR),
    Page("programme:owner", Role.DIRECTOR, {"id": 1}),
    Page("programme:position"),
    Page("programme:setting", arguments={"code": "XS000001"}),
    Page("programme:setting", Role.REGISTERED_MANAGER, {"code": "XS000002"}),
    Page("programme:setting_decide", arguments={"code": "XS000001"}),
    Page("programme:setting_event_new", arguments={"code": "XS000001"}),
    Page("programme:setting_event_new", arguments={"code": "XS000001"}, query={"event": "full"}),
    Page("programme:setting_registration", arguments={"code": "XS000001"}),
    Page("enforcement:cases", Role.SENIOR_INSPECTOR),
    Page("enforcement:cases", Role.INSPECTOR, query={"state": "all"}),
    Page("enforcement:case", Role.SENIOR_INSPECTOR, {"id": 1}),
    Page("enforcement:step", Role.SENIOR_INSPECTOR, {"id": 1, "step": "met"}),
    Page("enforcement:strike", Role.SENIOR_INSPECTOR, {"id": 2}),
    Page("enforcement:open", Role.SENIOR_INSPECTOR, {"code": "XS000001"}),
    Page("enforcement:open", Role.SENIOR_INSPECTOR, {"code": "XS000001"}, {"opening": "compliance_notice/serve"}),
    Page("enforcement:open", Role.SENIOR_INSPECTOR, {"code": "XS000001"}, {"opening": "conditions/vary"}),
    Page("inspections:judgements", Role.POLICY_ANALYST),
    Page("inspections:judgements", Role.DIRECTOR, query={"regime": "sif", "as_of": "2017-02-28"}),
    Page("inspections:imports", Role.ANALYST),
    Page("inspections:run", Role.ANALYST, {"id": 1}),
    Page("inspections:reverse", Role.ANALYST, {"id": 1}),
    Page("inspections:answers", Role.ANALYST, {"id": 1}),
    Page("inspections:map", Role.ANALYST, {"id": 1}),
    Page("frameworks:editions", Role.POLICY_ANALYST),
    Page("frameworks:edition", Role.POLICY_ANALYST, {"regime": "ilacs", "version": "2026-04-01"}),
    Page("frameworks:edition", Role.POLICY_ANALYST, {"regime": "proposal-2017", "version": "2017-02-01+overall"}),
    Page("frameworks:edition", Role.DIRECTOR, {"regime": "sif", "version": "2016-05-31"}),
    Page("frameworks:edition", Role.POLICY_ANALYST, {"regime": "sccif", "version": "2022-04-01+childrens_home"}),
    Page("frameworks:common", Role.POLICY_ANALYST, {"regime": "sccif"}),
    Page("engagement:plans", Role.DIRECTOR, {"code": "X00000000"}),
    Page("engagement:plans", Role.LEAD_INSPECTOR, {"code": "X00000000"}),
    Page("engagement:plan_send", Role.NOMINEE, {"code": "X00000000"}),
    Page("engagement:plan_receive", arguments={"id": 1}),
    Page("engagement:plan_answer", Role.SENIOR_INSPECTOR, {"id": 1}),
    Page("engagement:plans_to_answer", Role.INSPECTOR),
    Page("engagement:requests", Role.DIRECTOR, {"code": "X00000000"}),
    Page("engagement:ask", Role.DIRECTOR, {"code": "X00000000"}),
    Page("engagement:open_requests"),
    Page("engagement:answer", arguments={"id": 1}),
    Page("casework:cases"),
    Page("casework:cases", Role.LEAD_INSPECTOR, query={"state": "all"}),
    Page("casework:cases", Role.DIRECTOR),
    Page("casework:plan", arguments={"code": "X00000003"}),
    Page("casework:setting_plan", arguments={"code": "XS000001"}),
    Page("casework:case", arguments={"slug": "planned"}),
    Page("casework:case", Role.LEAD_INSPECTOR, {"slug": "notebook"}),
    Page("casework:case", Role.QUALITY_ASSURER, {"slug": "checked"}),
    Page("casework:case", Role.DIRECTOR, {"slug": "answered"}),
    Page("casework:case", Role.SENIOR_INSPECTOR, {"slug": "finished"}),
    Page("casework:move", arguments={"slug": "planned", "move": "defer"}),
    Page("casework:move", Role.LEAD_INSPECTOR, {"slug": "notebook", "move": "judge"}),
    Page("casework:team", arguments={"slug": "planned"}),
    Page("casework:days", arguments={"slug": "planned"}),
    Page("casework:evidence", Role.LEAD_INSPECTOR, {"slug": "notebook"}),
    Page("casework:note", Role.LEAD_INSPECTOR, {"slug": "notebook", "id": uuid5(SPACE, "notebook 0")}),
    Page("casework:note_new", Role.INSPECTOR, {"slug": "notebook"}),
    Page("faults:faults", Role.INSPECTOR),
    Page("faults:fault_new", Role.INSPECTOR),
    Page("casework:notebook", Role.INSPECTOR, {"slug": "notebook"}),
    Page("casework:preparation", Role.LEAD_INSPECTOR, {"slug": "notebook"}),
    Page("casework:line_new", Role.LEAD_INSPECTOR, {"slug": "notebook"}),
    Page("casework:sample_new", Role.LEAD_INSPECTOR, {"slug": "notebook"}),
    Page("casework:notice", Role.DIRECTOR, {"slug": "answered"}),
    Page("casework:meetings", Role.DIRECTOR, {"slug": "answered"}),
    Page("casework:meeting_new", Role.LEAD_INSPECTOR, {"slug": "notebook"}),
    Page("casework:judgements", Role.LEAD_INSPECTOR, {"slug": "notebook"}),
    Page("casework:judgements", Role.QUALITY_ASSURER, {"slug": "checked"}),
    Page("casework:grade", Role.LEAD_INSPECTOR, {"slug": "notebook", "judgement": "in_care"}),
    Page("casework:grade", Role.QUALITY_ASSURER, {"slug": "checked", "judgement": "overall"}),
    Page("casework:opinion_ask", Role.LEAD_INSPECTOR, {"slug": "notebook"}),
    Page("casework:findings", Role.LEAD_INSPECTOR, {"slug": "notebook"}),
    Page("casework:finding_new", Role.LEAD_INSPECTOR, {"slug": "notebook"}),
    Page("casework:draft", Role.QUALITY_ASSURER, {"slug": "checked"}),
    Page("casework:draft", Role.LEAD_INSPECTOR, {"slug": "answered"}),
    Page("casework:paragraph_new", Role.LEAD_INSPECTOR, {"slug": "notebook"}),
    Page("casework:paragraph", Role.QUALITY_ASSURER, {"slug": "checked", "id": 1}),
    Page("casework:comment_new", Role.QUALITY_ASSURER, {"slug": "checked", "id": 1}),
    Page("casework:comment", Role.QUALITY_ASSURER, {"slug": "checked", "id": 1}),
    Page("casework:shared", Role.DIRECTOR, {"slug": "answered"}),
    Page("casework:point_new", Role.DIRECTOR, {"slug": "answered", "id": 3}),
    Page("casework:point", Role.DIRECTOR, {"slug": "answered", "id": 1}),
    Page("casework:letter", Role.LEAD_INSPECTOR, {"slug": "finished", "to": "body"}),
    Page("casework:letter", Role.QUALITY_ASSURER, {"slug": "finished", "to": "department"}),
    Page("publication:reports", role=None),
    Page("publication:report", role=None, arguments={"slug": "finished"}),
    Page("publication:version", role=None, arguments={"slug": "finished", "number": 1}),
    Page("publication:chain", role=None),
)

# Addresses that are no page to look at, each with the reason.
_TWO_STEPS = "asks first who it is: tests/browser/test_two_steps.py"
NOT_PAGES: dict[str, str] = {
    "mfa_authenticate": _TWO_STEPS,
    "mfa_reauthenticate": _TWO_STEPS,
    "mfa_activate_totp": _TWO_STEPS,
    "mfa_deactivate_totp": _TWO_STEPS,
    "mfa_view_recovery_codes": _TWO_STEPS,
    "mfa_generate_recovery_codes": _TWO_STEPS,
    "mfa_download_recovery_codes": "a file",
    "people:remove_second_step": "a button sends to it",
    "people:make_link": "a button sends to it",
    "people:close": "a button sends to it",
    "people:open": "a button sends to it",
    "programme:setting_why": "its address names an obligation of the day: tests/programme/test_setting_pages.py",
    "programme:why": "its address names an obligation of the day: tests/browser/test_programme.py",
    "programme:due_download": "a file",
    "inspections:judgements_download": "a file",
    "inspections:kept_aside_list": "a file",
    "inspections:again": "a button sends to it",
    "inspections:job": "its address names a job that somebody began: tests/browser/test_imports.py",
    "engagement:plan_file": "a file",
    "casework:team_end": "a button sends to it",
    "casework:finding_strike": "a button sends to it",
    "casework:compose": "a button sends to it",
    "casework:notes": "what the notebook sends and reads",
    "casework:attachment": "a file",
    "faults:from_device": "what the notebook sends",
    "faults:fault": "its address names a report that somebody made: tests/faults/test_faults.py",
    "casework:files": "what the notebook sends",
    "casework:calendar": "a file",
    "casework:worker": "a script",
    "casework:export": "a file",
    "casework:letter_document": "a file",
    "casework:approve": "there is one while a case is finalised: tests/casework/test_pages.py",
    "casework:decide": "there is one while a case is finalised: tests/casework/test_pages.py",
    "casework:opinion": "there is one where somebody was asked: tests/casework/test_pages.py",
    "publication:document": "a file",
    "publication:chain_json": "a file",
    "account_password_by_link": "its address is a secret that is made when somebody asks for it",
}

"""The one table of the service navigation. A room adds its row here and its pages appear for who may see them."""

from dataclasses import dataclass

from django.urls import reverse

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, has


@dataclass(frozen=True, slots=True)
class Entry:
    """``view`` is the name of the page it opens; ``within`` names other pages that count as part of it. Where none is
    named, all pages of the same namespace (before the colon) do."""

    label: str
    view: str
    permission: Permission
    within: tuple[str, ...] = ()

    def holds(self, page: str) -> bool:
        """Whether a page, by its name, is part of what the entry opens."""
        if self.within:
            return page in (self.view, *self.within)
        return page == self.view or (":" in page and page.partition(":")[0] == self.view.partition(":")[0])


ENTRIES: tuple[Entry, ...] = (
    Entry(
        "What needs attention",
        "home",
        Permission.VIEW_DUE,
        (
            "programme:findings",
            "programme:disagreements",
            "programme:kept_aside",
            "programme:recommendations",
            "programme:recommendation",
            "engagement:plans_to_answer",
            "engagement:open_requests",
        ),
    ),
    Entry("Due list", "programme:due", Permission.VIEW_DUE, ("programme:why", "programme:decisions")),
    Entry(
        "Programme",
        "programme:plans",
        Permission.PLAN_CASES,
        (
            "programme:plan",
            "programme:plan_accept",
            "programme:plan_capacity",
            "programme:plan_conflict",
            "programme:plan_event",
            "programme:plan_move",
            "programme:plan_spending",
            "programme:plan_swap",
            "programme:plan_unplaced",
        ),
    ),
    Entry(
        "Authorities",
        "programme:authorities",
        Permission.VIEW_REGISTER,
        (
            "programme:authority",
            "programme:decide",
            "programme:decision_change",
            "programme:decision_end",
            "programme:event_new",
            "programme:event_correct",
            "programme:finding_new",
            "programme:finding_confirm",
            "engagement:plans",
            "engagement:plan_send",
            "engagement:plan_receive",
            "engagement:plan_answer",
            "engagement:requests",
            "engagement:ask",
            "engagement:answer",
        ),
    ),
    Entry(
        "Settings",
        "programme:settings",
        Permission.VIEW_REGISTER,
        (
            "programme:setting",
            "programme:setting_map",
            "programme:owners",
            "programme:owner",
            "programme:position",
            "programme:setting_why",
            "programme:setting_decide",
            "programme:setting_event_new",
            "programme:setting_registration",
        ),
    ),
    Entry("Reviews", "programme:reviews", Permission.SEE_FORECASTS, ("programme:review",)),
    Entry("Back-test", "monitoring:backtest", Permission.VIEW_CONTEXT, ("monitoring:context",)),
    Entry("Agreement", "agreement:agreement", Permission.VIEW_CONSISTENCY),
    Entry("Laboratory", "laboratory:comparisons", Permission.COMPARE_REGIMES),
    Entry("Cases", "casework:cases", Permission.VIEW_CASES),
    Entry("Enforcement", "enforcement:cases", Permission.VIEW_ENFORCEMENT),
    Entry(
        "Concerns",
        "monitoring:concerns",
        Permission.VIEW_CONCERNS,
        ("monitoring:concern", "monitoring:concern_new", "monitoring:concern_act", "monitoring:concern_correct"),
    ),
    Entry(
        "Workforce",
        "workforce:workforce",
        Permission.VIEW_WORKFORCE,
        (
            "workforce:inspector",
            "workforce:inspector_new",
            "workforce:change",
            "workforce:terms",
            "workforce:calendar",
            "workforce:entry_new",
            "workforce:entry_end",
            "workforce:entry_strike",
            "workforce:files",
            "workforce:file",
        ),
    ),
    Entry("My inspections", "programme:plan_own", Permission.VIEW_OWN_AVAILABILITY, ("programme:plan_feed_new",)),
    Entry("My availability", "workforce:own", Permission.VIEW_OWN_AVAILABILITY, ("workforce:own",)),
    Entry("Events told", "monitoring:told", Permission.NOTIFY_EVENTS, ("monitoring:tell",)),
    Entry("Judgements", "inspections:judgements", Permission.VIEW_REGISTER, ("inspections:judgements_download",)),
    Entry(
        "Frameworks",
        "frameworks:editions",
        Permission.VIEW_FRAMEWORKS,
        ("frameworks:edition", "programme:compare", "programme:pilot"),
    ),
    Entry(
        "Imports",
        "inspections:imports",
        Permission.IMPORT_DATA,
        (
            "inspections:run",
            "inspections:job",
            "inspections:reverse",
            "inspections:answers",
            "inspections:map",
            "monitoring:concern_files",
            "monitoring:concern_file",
        ),
    ),
    Entry("People", "people:people", Permission.MANAGE_PEOPLE),
    Entry("Audit record", "audit:entries", Permission.VIEW_AUDIT),
)


def navigation(actor: Actor, page: str) -> list[dict[str, object]]:
    """The entries that ``actor`` may open, in the shape the GOV.UK service navigation takes; ``page`` is the name of
    the page that is open."""
    return [
        {"text": entry.label, "href": reverse(entry.view), "active": entry.holds(page)}
        for entry in ENTRIES
        if has(actor, entry.permission)
    ]

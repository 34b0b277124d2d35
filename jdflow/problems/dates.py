"""JD4xx: effective dates. JD5xx: reviews."""

from jdflow.language import N_
from jdflow.problems import Rule

PERIOD_REVERSED = Rule(
    "JD401",
    N_("A period ends before it begins."),
    N_("The last day {last} is before the first day {first}."),
    N_("Mend one of the two days."),
    bad="kehtiv_alates: 2026-03-01\nkehtiv_kuni: 2026-02-01",
    good="kehtiv_alates: 2026-03-01\nkehtiv_kuni: 2027-02-01",
)
BEFORE_APPROVAL = Rule(
    "JD402",
    N_("A position takes effect before it is approved."),
    N_("The position takes effect on {effective}, before its approval on {approved}."),
    N_("Move the effective date, or add `tagasiulatuv: true` if that is really meant."),
    bad="kehtiv_alates: 2026-03-01\nkinnitamine: {kinnitamisviis: leping, kuupäev: 2026-03-15}",
    good="kehtiv_alates: 2026-03-01\nkinnitamine: {kinnitamisviis: leping, kuupäev: 2026-02-15}",
)
END_WITHOUT_START = Rule(
    "JD403",
    N_("A position has a last day in force but no first day."),
    N_("There is a last day but no `kehtiv_alates`."),
    N_("Add `kehtiv_alates`, or remove `kehtiv_kuni` from the draft."),
    bad="kehtiv_kuni: 2027-02-01",
    good="kehtiv_alates: 2026-03-01\nkehtiv_kuni: 2027-02-01",
)
REVIEW_IN_FUTURE = Rule(
    "JD501",
    N_("A review is dated in the future."),
    N_("The review is dated {day}, which has not come yet."),
    N_("Write the day on which the talk was really held, or remove the line."),
    bad="üle_vaadatud: 2099-01-01",
    good="üle_vaadatud: 2026-02-01",
)

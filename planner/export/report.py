"""A plan for programs (one JSON object) and for the terminal (text of at most 80 columns)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from planner.export.hand_over import errands_of
from planner.export.weeks import headline_of, lines_of_weeks, weeks_of_plan
from planner.findings.good_week import costs_told, facts_of
from planner.findings.in_words import headline, missing, needs_met, size_in_words, stages_told, week_in_words
from planner.folded import folded
from planner.model import Problem, Session, clock
from planner.model.faults import Fault, Place, the_first
from planner.plan import Change, HoursLine, NeedLine, Plan, StageResult

LISTED_AT_MOST = 20  # differences from the week before; more are not read on a terminal
FAULT_PARTS = ("file", "sheet", "cell", "found", "says", "fix")

Json = dict[str, object]


def json_of(
    plans: Sequence[Plan], errors: Iterable[Fault | str] = (), warnings: Iterable[Fault | str] = ()
) -> Json:
    """The object that `--format json` prints: whole minutes, ISO dates, times `HH:MM`.

    Of one week it has everything at the top. Of several, `week` and the rest are the first week's, and
    `weeks` lists each week's object. Without a plan (errors) `week` is `None` and the lists are empty.
    `warnings` come before those of the plans themselves; each is an object like an error. Of very many the last object
    counts the rest, as on the terminal.
    """
    told = list(warnings)
    known = {str(warning) for warning in told}
    said = dict.fromkeys(said for plan in plans for said in plan.warnings)
    told += [text for text in said if text not in known]
    weeks = [_week(plan) for plan in plans] or [_nothing()]
    whole = {**weeks[0], **_faults(errors, told)}
    if len(plans) > 1:
        whole["weeks"] = weeks
    return whole


def says_summary(plan: Plan) -> str:
    """The facts of the Summary sheet as text, no line longer than 80 columns, without a final newline."""
    blocks = [
        [*folded(headline(plan)), *folded(f"{week_in_words(plan)}: {size_in_words(plan)}.")],
        _needs_block(plan),
        _listed("Curriculum:", plan.curriculum),
        _proof_block(plan),
        _good_week_block(plan),
        _missing_block(plan),
        _before_block(plan),
        *_errands(plan),
        _listed("Hand edits taken over:", plan.edits),
        _listed("Hand edits not taken over:", plan.edits_left),
        _listed("Warnings:", [str(said) for said in plan.warnings]),
        folded(f"Made by: {plan.command}") if plan.command else [],
        [f"Took {plan.seconds:.0f} s."] if plan.seconds else [],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _before_block(plan: Plan) -> list[str]:
    """How much of the week before stays; not when replanning, where the changes are what people ask for."""
    weeks = weeks_of_plan(plan) if plan.problem.published is None else None
    if weeks is None:
        return []
    lines = lines_of_weeks(weeks)
    more = len(lines) - LISTED_AT_MOST
    said = lines[:LISTED_AT_MOST] + ([f"and {more} more, on the sheet Summary"] if more > 0 else [])
    return [*folded(headline_of(weeks)), *_listed("Other than in the week before:", said)]


def _nothing() -> Json:
    lists = ("sessions", "hours", "needs", "levels", "changes", "warnings")
    return {"week": None, **{name: [] for name in lists}}


def _week(plan: Plan) -> Json:
    return {
        "week": plan.problem.first_day.isoformat(),
        "sessions": [_session(plan.problem, session) for session in plan.roster.sessions],
        "hours": [_hours(line) for line in plan.hours],
        "needs": [_need(line) for line in plan.needs],
        "levels": [json_of_level(result) for result in plan.stages],
        "changes": [_change(change) for change in plan.changes],
        "warnings": _faults((), plan.warnings)["warnings"],
    }


def _session(problem: Problem, session: Session) -> Json:
    return {
        "id": session.id,
        "date": problem.date_of(session.start).isoformat(),
        "start": clock(session.start),
        "end": clock(session.end),
        "minutes": session.minutes,
        "topic": session.topic,
        "kind": problem.topics[session.topic].kind,
        "therapists": list(session.therapists),
        "room": session.room,
        "clients": list(session.clients),
    }


def _hours(line: HoursLine) -> Json:
    return {
        "client": line.client,
        "week": line.week.isoformat(),
        "level": line.level,
        "required": line.required,
        "planned": line.planned,
        "short": line.short,
        "days": line.days,
        "reason": line.reason,
    }


def _need(line: NeedLine) -> Json:
    return {
        "client": line.client,
        "topic": line.topic,
        "priority": line.priority,
        "asked": line.asked,
        "planned": line.planned,
        "missing": line.missing,
        "reason": line.reason,
    }


def json_of_level(result: StageResult) -> Json:
    """A level as plain data: its value, and the best value still possible (`None`: that isn't known)."""
    return {
        "name": result.stage.says,
        "value": result.value,
        "bound": result.bound,
        "proven": result.proven,
    }


def _change(change: Change) -> Json:
    return {
        "who": change.who,
        "role": change.role,
        "was": change.was,
        "now": change.now,
        "why": change.why,
        "tell": change.tell,
        "notice_hours": change.notice_hours,
        "session": change.session,
    }


def _faults(errors: Iterable[Fault | str], warnings: Iterable[Fault | str]) -> Json:
    """The lists `errors` and `warnings`; what is more than anybody reads is counted in the list that goes on."""
    faults = [_as_fault(error, "error") for error in errors] + [
        _as_fault(said, "warning") for said in warnings
    ]
    told, more = the_first(faults)
    if more:
        told.append(_as_fault(more, "error" if told[-1].kind == "error" else "warning"))
    return {
        f"{kind}s": [
            {part: str(getattr(fault, part)) for part in FAULT_PARTS} for fault in told if fault.kind == kind
        ]
        for kind in ("error", "warning")
    }


def _as_fault(said: Fault | str, kind: Literal["error", "warning"]) -> Fault:
    return said if isinstance(said, Fault) else Place("").fault("", said, kind=kind)


def _needs_block(plan: Plan) -> list[str]:
    found = needs_met(plan)
    if not found:
        return []
    lines = ["Needs met:"]
    for line in found:
        lines.append(f"  {line.priority:<14}{line.says}")
    return lines


def _proof_block(plan: Plan) -> list[str]:
    if not plan.stages:
        return []
    lines = [f"{'How good (the less the better)':<50}{'reached':>9}{'best':>9}"]
    for result in stages_told(plan):
        said = "  proven" if result.proven else ""
        lines.append(f"  {result.stage.says:<48}{result.value:>9,}{result.bound:>9,}{said}")
    return lines


def _good_week_block(plan: Plan) -> list[str]:
    points = [f"{cost.rule} {cost.points:,}" for cost in costs_told(plan)]
    told = [f"In points: {', '.join(points)}."] if points else []
    return _listed("What the week costs:", [*facts_of(plan), *told])


def _missing_block(plan: Plan) -> list[str]:
    found = [f"{line.who}: {line.what}. {line.why}".strip() for line in missing(plan)]
    return _listed("Missing:", [*(f"{says}." for says in plan.absences), *found])


def _errands(plan: Plan) -> list[list[str]]:
    blocks = []
    for errand in errands_of(plan):
        blocks.append(_listed(f"{errand.heading}:", [call.in_words for call in errand.calls]))
    if blocks:
        blocks.append(folded("Whom else to tell, each change on its own, and slips: sheet Changes."))
    return blocks


def _listed(heading: str, texts: Sequence[str]) -> list[str]:
    if not texts:
        return []
    return [heading, *(line for text in texts for line in folded(text, "  "))]

"""Explanations, fits and what-ifs for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from planner.export.report import json_of_level
from planner.findings.in_words import priority_in_words
from planner.folded import folded
from planner.model import Problem, Session, clock, hours, listed
from planner.model.wording import counted
from planner.plan import NeedLine
from planner.remedies.answers.causes_report import listed_causes, says_broken
from planner.remedies.answers.differences_report import json_of_differences, says_differences, when_of
from planner.remedies.answers.explain import Explanation
from planner.remedies.answers.fit import Fit
from planner.remedies.answers.searched_report import says_searched
from planner.remedies.answers.whatif import WhatIf
from planner.remedies.beside import HOURS_AND_NEEDS
from planner.remedies.fixes.fix import Fix
from planner.remedies.outcome import Outcome

LEFT_OUT_AT_MOST = 4  # sessions named that can't be held
TOPICS_AT_MOST = 3  # topics named in what a fix mends
CAUSES_TOLD = 15  # in text; nobody reads seventy sentences
BROKEN_TOLD = 5  # of what a roster breaks
CHANGES_NOTHING = "Nobody gains or loses anything by it."
ONLY_WITH_IT = "Without it no week is possible (planner explain says why)."
INSTEAD = "some needs that weigh less may be missing for it"
NOTHING = "Nothing is missing: everybody has their hours and days, and no need is left."
NOTHING_OF_ONE = "Nothing is missing: they have their hours and days, and no need is left."
NAME_WIDE, NUMBER_WIDE = 22, 14  # columns of a table of two weeks
FACTS: tuple[tuple[str, Callable[[Outcome], str]], ...] = (
    ("hours short", lambda one: hours(one.short_minutes)),
    ("clients short", lambda one: str(one.clients_short)),
    ("needs missing", lambda one: str(one.needs_missing)),
    ("staff time", lambda one: hours(one.group_minutes)),
    ("groups moved", lambda one: str(one.groups_moved)),
    ("seats moved", lambda one: str(one.seats_moved)),
)


def says_causes(explanation: Explanation, most: int = CAUSES_TOLD, of_one: bool = False) -> str:
    """The causes as text, each a line or two: the first of them, as `most` says, and how many more there are.

    `of_one`: they were asked for of one client.
    """
    broken = [cause for cause in explanation.causes if cause.of_roster]
    causes = [cause for cause in explanation.causes if not cause.of_roster]
    lines = [
        *says_broken(explanation.broken),
        *listed_causes(broken[:BROKEN_TOLD]),
        *says_searched(explanation),
    ]
    if not (causes or explanation.unasked or explanation.open_to):
        return "\n".join([*lines, *folded(NOTHING_OF_ONE if of_one else NOTHING)])
    lines += ["Why:", *listed_causes(causes[:most])] if causes else []
    if len(causes) > most:
        more = counted(len(causes) - most, "more cause")
        told = f"{more} {'is' if len(causes) == most + 1 else 'are'} told"
        all_of_them = "all of them (--format json)" if not of_one else "with --format json"
        lines += folded(
            f"{told} {'' if of_one else 'for one client at a time (--client CODE), or '}{all_of_them}."
        )
    if explanation.unasked:
        missing = counted(explanation.unasked, "more thing")
        lines += folded(f"Whether {missing} can be had at all wasn't looked into in this time (--seconds).")
    return "\n".join(lines)


def says_fixes(explanation: Explanation, again: str = "") -> str:
    """The fixes as text, each a line or two; nothing where nothing is missing.

    `again` is the command by which a week is planned as it was for the fixes, once a change is made.
    """
    causes = [cause for cause in explanation.causes if not cause.of_roster]
    told = causes or explanation.fixes or explanation.untried
    if not told and not (explanation.late and explanation.unasked):
        return ""
    lines = ["What would help:"] if explanation.fixes else ["No single change that was tried helps."]
    if explanation.late:
        lines = ["No change was tried in this time: --seconds gives more."]
    for fix in explanation.fixes:
        perhaps = f"Perhaps ({fix.doubt}): " if fix.doubt else ""
        lines += folded(f"- {perhaps}{fix.says}{_gain(fix)}")
        lines.append(f"    planner whatif BOOK {_quoted(fix.change)}")  # whole, so that it can be copied
    if again and any(fix.verified for fix in explanation.fixes):
        lines += ["", "Each was planned on from the week as it is. Once a change is made:", f"    {again}"]
    elif again and not all(cause.proven for cause in causes):
        lines += ["", "What is only suspected may need no change. To plan on from the week:", f"    {again}"]
    if explanation.untried:
        ideas = counted(explanation.untried, "other change")
        lines += ["", f"{ideas} could be tried with more time (--seconds)."]
    return "\n".join(lines)


def _quoted(phrase: str) -> str:
    """A phrase as it is typed in a shell, whatever apostrophes names have."""
    return f'"{phrase}"' if "'" in phrase else f"'{phrase}'"


def _gain(fix: Fix) -> str:
    mends = [hours(fix.mends.minutes)] if fix.mends.minutes else []
    mends += [counted(fix.mends.days, "day")] if fix.mends.days else []
    needs, topics = fix.mends.needs, fix.mends.topics
    if needs:
        of = listed(topics) if len(topics) <= TOPICS_AT_MOST else counted(len(topics), "topic")
        mends.append(f"{counted(needs, 'session')} of {of}" if topics else counted(needs, "need"))
    least = "at least " if fix.verified else ""
    gain = f": mends {least}{listed(mends)} for {counted(fix.mends.clients, 'client')}" if mends else ""
    costs = "; ".join(filter(None, (fix.costs, INSTEAD if topics else "")))
    return gain + (f" ({costs})" if costs else "")


def json_of_explanation(explanation: Explanation) -> dict[str, Any]:
    """The explanation as plain data."""
    return {
        "causes": [
            {
                "client": cause.client or None,
                "clients": list(cause.clients),
                "topic": cause.topic,
                "says": cause.says,
                "proven": cause.proven,
                "places": list(cause.places),
            }
            for cause in explanation.causes
        ],
        "fixes": [
            {
                "says": fix.says,
                "change": fix.change,
                "mends": {
                    "minutes": fix.mends.minutes,
                    "needs": fix.mends.needs,
                    "clients": fix.mends.clients,
                    "days": fix.mends.days,
                    "topics": list(fix.mends.topics),
                },
                "cost": fix.cost,
                "costs": fix.costs,
                "verified": fix.verified,
                "doubt": fix.doubt or None,
            }
            for fix in explanation.fixes
        ],
        "untried": explanation.untried,
        "unasked": explanation.unasked,
        "late": explanation.late,
        "broken": explanation.broken,
        "searched": explanation.searched,
        "open_to": list(explanation.open_to),
    }


def says_fits(problem: Problem, client: str, fits: Sequence[Fit]) -> str:
    """The weeks for a client, best first, a line for each session."""
    lines = []
    for number, fit in enumerate(fits, 1):
        required = hours(problem.clients[client].least_minutes)
        others = f"{counted(len(fit.moved), 'seat')} of others moved" if fit.moved else "nobody is moved"
        asked = f", {fit.needs_met} of {counted(fit.needs_asked, 'session')} needed"
        reached = f"{hours(fit.minutes)} of {required} required, on {counted(fit.days, 'day')}"
        lines.append(f"{number}. {reached}{asked if fit.needs_asked else ''}; {others}")
        missing = ", ".join(_lacking(need) for need in fit.needs if need.missing)
        lines += folded(f"Still missing: {missing}", "   ") if missing else []
        for session in fit.sessions:
            new = " (new)" if session.id.startswith("new") else ""
            who = ", ".join(_joining(fit, session, name) for name in session.therapists)
            lines.append(f"   {problem.says_when(session.start)} {session.topic}, {who}{new}")
        for seat in fit.moved:
            was, now = problem.says_when(seat.was), problem.says_when(seat.now)
            lines.append(f"   {seat.client} moves: {seat.topic} {was} -> {now}")
    lines = lines or [f"There is no seat for {client} in this roster."]
    if fits and (out := fits[0].left_out):
        named = ", ".join(f"{one.topic} {problem.says_when(one.start)}" for one in out[:LEFT_OUT_AT_MOST])
        more = f" and {len(out) - LEFT_OUT_AT_MOST} more" if len(out) > LEFT_OUT_AT_MOST else ""
        told = f"Not looked at, as they can't be held as they are (planner check says why): {named}{more}."
        lines += ["", *folded(told)]
    return "\n".join(lines)


def _joining(fit: Fit, session: Session, therapist: str) -> str:
    return f"{therapist} (joins)" if (session.id, therapist) in fit.called_in else therapist


def _lacking(need: NeedLine) -> str:
    """`Anger (must)`, or `Anger (should) 2 times`."""
    many = f" {counted(need.missing, 'time')}" if need.missing > 1 else ""
    return f"{need.topic} ({priority_in_words(need.priority)}){many}"


def json_of_fits(problem: Problem, fits: Sequence[Fit]) -> dict[str, Any]:
    """The weeks as plain data: ids of sessions that run, and new ones in full."""
    return {
        "weeks": [
            {
                "sessions": [
                    _new(problem, session) if session.id.startswith("new") else session.id
                    for session in fit.sessions
                ],
                "minutes": fit.minutes,
                "short_minutes": fit.short,
                "days": fit.days,
                "needs_met": fit.needs_met,
                "needs_asked": fit.needs_asked,
                "needs": [
                    {
                        "topic": need.topic,
                        "priority": need.priority,
                        "asked": need.asked,
                        "missing": need.missing,
                    }
                    for need in fit.needs
                ],
                "joining": [{"session": one, "therapist": name} for one, name in fit.called_in],
                "moved": [
                    {
                        "client": seat.client,
                        "topic": seat.topic,
                        "was": problem.says_when(seat.was),
                        "now": problem.says_when(seat.now),
                    }
                    for seat in fit.moved
                ],
                "left_out": [session.id for session in fit.left_out],
            }
            for fit in fits
        ]
    }


def _new(problem: Problem, session: Session) -> dict[str, Any]:
    return {
        **when_of(problem, session.start),
        "end": clock(session.end),
        "minutes": session.minutes,
        "topic": session.topic,
        "therapists": list(session.therapists),
        "room": session.room,
        "clients": list(session.clients),
    }


def says_whatif(answer: WhatIf) -> str:
    """Before and after, side by side, and who gains and loses what."""
    lines = [answer.change.says, *says_broken(answer.broken)]
    if answer.before is None:
        lines += [ONLY_WITH_IT, *side_by_side(("after", answer.after))]
    else:
        lines += side_by_side(("before", answer.before), ("after", answer.after))
        told = says_differences(answer.problem, answer.differences)
        same = answer.after.seats_moved == 0 and answer.before.group_minutes == answer.after.group_minutes
        lines += told or ([CHANGES_NOTHING] if same else [])
    if not all(one.proven for one in answer.after.levels if one.stage.level <= HOURS_AND_NEEDS):
        lines.append("Planning longer may find a better week with it (--seconds).")
    return "\n".join(lines)


def side_by_side(*weeks: tuple[str, Outcome]) -> list[str]:
    """Weeks in columns under their headings, a fact a line."""
    lines = [f"{'':{NAME_WIDE}}" + "".join(f"{heading:>{NUMBER_WIDE}}" for heading, _ in weeks)]
    for name, says in FACTS:
        lines.append(f"{name:{NAME_WIDE}}" + "".join(f"{says(week):>{NUMBER_WIDE}}" for _, week in weeks))
    return lines


def json_of_whatif(answer: WhatIf) -> dict[str, Any]:
    """Before and after as plain data."""
    return {
        "changes": list(answer.changes),
        "broken": answer.broken,
        "before": None if answer.before is None else _outcome(answer.before),
        "after": _outcome(answer.after),
        **json_of_differences(answer.problem, answer.differences),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "levels": [json_of_level(level) for level in outcome.levels],
        "short_minutes": outcome.short_minutes,
        "clients_short": outcome.clients_short,
        "needs_missing": outcome.needs_missing,
        "group_minutes": outcome.group_minutes,
        "seats_moved": outcome.seats_moved,
        "groups_moved": outcome.groups_moved,
    }

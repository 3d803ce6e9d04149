"""Clients who are kept apart from so many therapists that too few are left to lead a topic for them."""

from __future__ import annotations

from planner.model import Problem, Topic, listed


def kept_from_all(problem: Problem, code: str, topic: Topic) -> str:
    """`C002 is kept apart from Ada and Ben, who alone lead Anger`; blank where enough others lead it.

    Individual sessions are the primary therapist's, whoever else leads the topic. A topic of which a session is settled
    or has begun is left out: who leads it then may be anybody.
    """
    standing = {*(row.topic for row in problem.fixed), *(held.topic for held in problem.untouched)}
    if not topic.leaders or topic.name in standing:
        return ""
    leading = [name for name, who in problem.therapists.items() if topic.name in who.leads]
    apart = {pair.therapist for pair in problem.apart if pair.client == code and pair.other_client is None}
    primary = problem.clients[code].primary
    if topic.kind == "individual" and primary in leading and primary in apart:
        return (
            f"{code} is kept apart from {primary}, who as their primary therapist alone may lead {topic.name}"
        )
    barred = [name for name in leading if name in apart]
    if not barred or len(leading) - len(barred) >= topic.leaders:
        return ""
    from_whom = f"{code} is kept apart from {listed(barred)}"
    if len(barred) < len(leading):
        return (
            f"{from_whom}, and {topic.name} takes {topic.leaders} therapists (Leaders) of {listed(leading)}"
        )
    return f"{from_whom}, who alone {'leads' if len(leading) == 1 else 'lead'} {topic.name}"

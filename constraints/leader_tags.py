"""Some topics ask for a therapist of a certain kind: a language, a licence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, listed


@dataclass(frozen=True)
class LeaderTags(Rule):
    """At least one of a session's therapists has every tag that its topic asks of a leader.

    A co-leader need not have them. Nothing is asked of a topic that nobody leads.
    """

    name = "Leader tags"
    stated = "Topics: Leader tags; Therapists: Tags"
    bites = "the topic asks for a therapist with certain tags"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """At each topic and start as many therapists with the tags as there are sessions."""
        for topic in problem.topics.values():
            if not topic.leader_tags or not topic.leaders:
                continue
            able = {who.name for who in problem.therapists.values() if topic.leader_tags <= who.tags}
            for session in draft.sessions_of(topic.name):
                if (topic.name, session.start) not in problem.untouched_at:
                    leads = draft.leads_at(topic.name, session.start)
                    terms = [(lead.column, 1) for lead in leads if lead.therapist in able]
                    yield Limit([*terms, (session.column, -1)], fewest=0, about=(topic.name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks for a therapist with the tags in each session; what has begun stands."""
        for session in roster.sessions:
            topic = problem.topics[session.topic]
            asked = topic.leader_tags
            if not asked or not topic.leaders or (session.topic, session.start) in problem.untouched_at:
                continue
            if not any(asked.issubset(problem.therapists[name].tags) for name in session.therapists):
                led = f"led by {listed(session.therapists)}" if session.therapists else "led by nobody"
                says = (
                    f"{session.topic} on {problem.says_when(session.start)} asks for a therapist with "
                    f"{', '.join(sorted(asked))}, and is {led}"
                )
                yield Breach(self.name, 1, says, (session.id, session.topic, *session.therapists))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the tags."""
        tags = listed(sorted(problem.topics[refused.topic].leader_tags))
        return f"no therapist with the tag {tags} is free for {refused.topic}"

"""Some topics are for certain clients only, some are not for certain clients."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.limits import Bar, Breach, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, listed


@dataclass(frozen=True)
class Tags(Rule):
    """A client in a session has every tag its topic is for, and none of the tags it is not for.

    Tags are the coordinator's own words, such as a language, an age group or a stage.
    """

    name = "Tags"
    stated = "Topics: For, Not for; Clients: Tags"
    bites = "the topic is for clients with other tags"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a client and topic that don't go together."""
        for topic in problem.topics.values():
            if topic.wanted_tags or topic.barred_tags:
                for client in problem.clients.values():
                    if not topic.wanted_tags <= client.tags or topic.barred_tags & client.tags:
                        yield Bar("seat", client.code, topic.name)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Compares the tags of everybody seated with the topic's; what has begun stands."""
        for session in roster.sessions:
            topic = problem.topics[session.topic]
            if (session.topic, session.start) in problem.untouched_at:
                continue
            for code in session.clients:
                tags = problem.clients[code].tags
                faults = [f"is for {tag}" for tag in sorted(topic.wanted_tags) if tag not in tags]
                faults += [f"is not for {tag}" for tag in sorted(topic.barred_tags) if tag in tags]
                if faults:
                    says = (
                        f"{code} has a seat in {topic.name} on {problem.says_when(session.start)}, "
                        f"which {' and '.join(faults)}"
                    )
                    yield Breach(self.name, 1, says, (code, session.id, topic.name))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the tags that are missing, or in the way."""
        topic, client = problem.topics[refused.topic], problem.clients[refused.who or ""]
        if lacking := sorted(topic.wanted_tags - client.tags):
            return f"{topic.name} is for clients tagged {listed(lacking)}, which {client.code} isn't"
        return f"{topic.name} is not for clients tagged {listed(sorted(topic.barred_tags & client.tags))}"

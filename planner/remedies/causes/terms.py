"""A topic's terms as facts: field, column, and how it reads of one topic or of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from planner.model import TESTING, Topic, Wording, counted, listed
from planner.reasons.wording import named

NONE: frozenset[str] = frozenset()
MANY = 1000  # seats in a session without a largest size

Terms = tuple[str, object, Callable[[Topic], object], Callable[[Topic, Wording], str]]
TERMS: tuple[Terms, ...] = (
    # field, what it is without, whether it says anything, how it reads
    (
        "starts",
        None,
        lambda t: t.starts,
        lambda t, w: f"starts at {', '.join(w.time(s) for s in t.starts or ())} only",
    ),
    ("wanted_tags", NONE, lambda t: t.wanted_tags, lambda t, w: f"is for clients with {_all(t.wanted_tags)}"),
    (
        "barred_tags",
        NONE,
        lambda t: t.barred_tags,
        lambda t, w: f"is not for clients with {_all(t.barred_tags)}",
    ),
    ("levels", None, lambda t: t.levels, lambda t, w: f"is for {_all(t.levels or NONE)}"),
    ("after", (), lambda t: t.after, lambda t, w: f"comes after {', '.join(t.after)}"),
    ("closed", False, lambda t: t.closed, lambda t, w: "is a closed group that has begun"),
    (
        "leader_tags",
        NONE,
        lambda t: t.leader_tags,
        lambda t, w: f"asks for a leader with {_all(t.leader_tags)}",
    ),
    ("leaders", 1, lambda t: t.leaders > 1, lambda t, w: f"takes {t.leaders} therapists"),
    (
        "second_leader_above",
        None,
        lambda t: t.second_leader_above is not None,
        lambda t, w: f"takes a therapist more above {counted(t.second_leader_above or 0, 'client')}",
    ),
    ("room_kind", None, lambda t: t.room_kind, lambda t, w: f"takes a room of the kind {t.room_kind}"),
    (
        "most_a_day",
        None,
        lambda t: t.most_a_day,
        lambda t, w: f"is for a client at most {t.most_a_day} a day",
    ),
    (
        "most_a_week",
        None,
        lambda t: t.most_a_week,
        lambda t, w: f"is for a client at most {t.most_a_week} a week",
    ),
    (
        "runs_at_most",
        None,
        lambda t: t.runs_at_most is not None,
        lambda t, w: f"runs at most {how_often(t.runs_at_most or 0)}",
    ),
    (
        "largest",
        MANY,
        lambda t: t.largest > 1 or t.kind not in ("individual", TESTING),
        lambda t, w: f"is for {counted(t.largest, 'client')} at most",
    ),
    ("smallest", 1, lambda t: t.smallest > 1, lambda t, w: f"takes {t.smallest} clients at least"),
    (
        "at_once",
        None,
        lambda t: t.at_once is not None,
        lambda t, w: f"runs at most {how_often(t.at_once or 0)} at the same time",
    ),
    ("minutes", 5, lambda t: True, lambda t, w: f"takes {t.minutes} min"),
)
COLUMNS = {"wanted_tags": "For", "barred_tags": "Not for", "closed": "Membership"}
ON_REQUEST: Terms = (
    "only_if_asked",
    False,
    lambda t: t.only_if_asked,
    lambda t, w: "asks for a row of Needs or Curriculum",
)
FOR_WHOM = (*TERMS[: [field for field, *_ in TERMS].index("leader_tags")], ON_REQUEST)
OF_SEVERAL = {
    "is a closed group that has": "are closed groups that have",
    "asks for ": "ask for ",
}
OF_SEVERAL |= {"is ": "are ", "starts ": "start ", "comes ": "come "}
TOPICS_NAMED = 2
LIMITS = "a client may have"  # how what they may have of the topics a day and a week begins


def column_of(field: str) -> str:
    """The column of Topics in which a field stands."""
    return COLUMNS.get(field, field.replace("_", " ").capitalize())


def of_several(names: Sequence[str], says: str) -> str:
    """`Anger and Grief are for IOP`, `12 topics (Anger, Grief, …) are for IOP`."""
    if len(names) > 1:
        for of_one, of_many in OF_SEVERAL.items():
            if says.startswith(of_one):
                says = of_many + says.removeprefix(of_one)
                break
    first = f"{counted(len(names), 'topic')} ({', '.join(names[:TOPICS_NAMED])}, …)"
    return f"{listed(list(names)) if len(names) <= TOPICS_NAMED else first} {says}"


def says_limits(topics: Collection[Topic]) -> str:
    """`Anger is for a client at most once a day (Most a day), Grief twice a week (Most a week)`."""
    said = [_limits_alike(topics, "most_a_day"), _limits_alike(topics, "most_a_week")]
    return f"{LIMITS} " + ", and ".join(one for one in said if one)


def _limits_alike(topics: Collection[Topic], field: str) -> str:
    """Topics of a like limit together; blank where none has one."""
    alike, every = defaultdict[int, list[str]](list), list(topics)
    for topic in every:
        if (most := getattr(topic, field)) is not None:
            alike[most].append(topic.name)
    said = []
    for most, names in sorted(alike.items()):
        which = "each topic" if len(names) == len(every) > TOPICS_NAMED else named(names, "other topic")
        said.append(f"{which} at most {how_often(most)}")
    return f"{listed(said)} a {field.rpartition('_')[2]} ({column_of(field)})" if said else ""


def how_often(times: int) -> str:
    """`once`, `3 times`."""
    return "once" if times == 1 else f"{times} times"


def _all(names: frozenset[str]) -> str:
    *others, last = sorted(names)
    return f"{', '.join(others)} and {last}" if others else last

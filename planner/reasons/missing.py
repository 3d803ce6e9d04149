"""Why hours, days or a need are missing: one counted sentence each, from the finished roster and the windows alone.

A coordinator reads them, so each names what to change: somebody's hours, a therapist, a room, a size, a limit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from planner.model import MINUTES_A_DAY, Client, Need, Problem, Roster, Topic, Window, clock, hours
from planner.plan import Reasons, lines_of
from planner.reasons.openings import Obstacle, Opening, Openings
from planner.reasons.packing import most_minutes, most_sessions
from planner.reasons.wording import AT_TIMES, BARRED, CLOSED_BY, TELLING

NAMED_AT_MOST = 2  # stretches, topics or times named in one sentence; the others are counted


def reasons_for(problem: Problem, roster: Roster) -> Reasons:
    """A sentence for every client short of hours or days, (code, None), and every need not met, (code, topic)."""
    hours_lines, need_lines = lines_of(problem, roster, {})
    openings = Openings(problem, roster)
    found: dict[tuple[str, str | None], str] = {}
    for line in hours_lines:
        client = problem.clients[line.client]
        if line.short:
            found[client.code, None] = _sentence(client, _why_hours(openings, client, line.planned))
        elif line.days < client.least_days:
            found[client.code, None] = _sentence(client, _why_days(openings, client))
    for need, kept in zip(problem.needs, need_lines, strict=True):
        if kept.missing:
            says = _why_need(openings, need, kept.planned)
            found[need.client, need.topic] = _sentence(problem.clients[need.client], says)
    return found


def _sentence(client: Client, says: str) -> str:
    """With a capital letter, unless it begins with a code, which is written as it is."""
    return says if says.startswith(client.code) else says[:1].upper() + says[1:]


# --- hours and days --------------------------------------------------------------------------


def _why_hours(openings: Openings, client: Client, planned: int) -> str:
    required = f"{hours(client.least_minutes)} {'is' if client.least_minutes == 60 else 'are'} required"
    if not openings.admission.hours_of(client):
        return f"{client.code} isn't available at all in this week, {required}"
    topics = _counting_topics(openings, client)
    if not topics:
        return f"{client.code} may attend no topic that counts towards hours, {required}"
    fitting = [(topic, start) for topic in topics for start in openings.starts_of(client, topic)]
    own = most_minutes(client, fitting)
    if own < client.least_minutes:
        return f"available for {hours(max(own, planned))} of sessions in the week, {required}"
    led = [(topic, start) for topic, start in fitting if openings.could_run(topic, start)]
    staffed = max(most_minutes(client, led), planned)
    if staffed < client.least_minutes:
        return (
            f"therapists and rooms are there for only {hours(staffed)} of sessions in their hours, {required}"
        )
    return _why_not_in_free_time(openings, client, fitting)


def _why_days(openings: Openings, client: Client) -> str:
    required = f"{client.least_days} {'is' if client.least_days == 1 else 'are'} required"
    topics = _counting_topics(openings, client)
    fitting = [(topic, start) for topic in topics for start in openings.starts_of(client, topic)]
    days = {start // MINUTES_A_DAY for _, start in fitting}
    if len(days) < client.least_days:
        return f"available for a session on {_counted(len(days), 'day')}, {required}"
    staffed = {start // MINUTES_A_DAY for topic, start in fitting if openings.could_run(topic, start)}
    if len(staffed) < client.least_days:
        return f"therapists and rooms are there in their hours on {_counted(len(staffed), 'day')}, {required}"
    mine = {session.day for session in openings.roster.of_client(client.code)}
    elsewhere = [(topic, start) for topic, start in fitting if start // MINUTES_A_DAY not in mine]
    return _why_not_in_free_time(openings, client, elsewhere)


def _why_not_in_free_time(openings: Openings, client: Client, fitting: Iterable[tuple[Topic, int]]) -> str:
    looked = [openings.look(client, topic, start) for topic, start in fitting]
    ahead = [opening for opening in looked if opening.obstacle is not Obstacle.BUSY]
    if not ahead:
        return f"the free time between {client.code}'s sessions is too short for another session"
    if possible := [opening for opening in ahead if opening.obstacle is Obstacle.NOTHING]:
        first = min(possible, key=lambda opening: opening.start)
        when = openings.problem.says_when(first.start)
        return f"nothing in the roster is in the way of {first.topic.name} {when}: planning longer may find a seat"
    stretches = _free_stretches(openings, client, ahead)
    return f"free {_named(stretches, 'other time')}, but {_closed_by(openings, client, ahead)}"


def _free_stretches(openings: Openings, client: Client, ahead: Sequence[Opening]) -> list[str]:
    """The free stretches that hold an opening, the longest first, as people say them."""
    free: list[Window] = []
    mine = openings.roster.of_client(client.code)
    for window in openings.admission.hours_of(client):
        since = window.start
        for session in mine:
            if window.start < session.end and session.start < window.end:
                free.append(Window(since, session.start))
                since = session.end
        free.append(Window(since, window.end))
    useful = [
        stretch
        for stretch in free
        if any(stretch.holds(opening.start, opening.start + opening.topic.minutes) for opening in ahead)
    ]
    useful.sort(key=lambda stretch: stretch.start - stretch.end)
    return [f"{openings.problem.says_when(s.start)}-{clock(s.end)}" for s in useful]


def _closed_by(openings: Openings, client: Client, ahead: Sequence[Opening]) -> str:
    by_obstacle: dict[Obstacle, list[Opening]] = defaultdict(list)
    for opening in ahead:
        by_obstacle[opening.obstacle].append(opening)
    tally = Counter({obstacle: len(closed) for obstacle, closed in by_obstacle.items()})
    # A full session is a seat that people see and can ask about; it comes first, then what closes the most.
    # A client's own limits on a topic tell nothing while something else could be offered.
    own = {Obstacle.TOPIC_A_DAY, Obstacle.TOPIC_A_WEEK}
    order = sorted(tally, key=lambda found: (found is not Obstacle.FULL, found in own, -tally[found]))
    order = [found for found in order if found not in own] or order
    order = sorted(order[:NAMED_AT_MOST], key=TELLING.index)
    said: list[str] = []
    for obstacle in order:
        nearest = min(
            by_obstacle[obstacle], key=lambda opening: (opening.wanted - opening.there, opening.start)
        )
        topics = list(dict.fromkeys(opening.topic.name for opening in by_obstacle[obstacle]))
        named = _named(topics, "other topic")
        said.append(
            CLOSED_BY[obstacle].format(
                topics=f"{named} {'is' if len(topics) == 1 else 'are'}",
                topics_alone=named,
                another="another session" if said else "a session",
                nearest=f"{nearest.topic.name} ({openings.problem.says_when(nearest.start)})",
                **_numbers(client, nearest),
            )
        )
    return " and ".join(said)


# --- needs -----------------------------------------------------------------------------------


def _why_need(openings: Openings, need: Need, planned: int) -> str:
    problem = openings.problem
    client, topic = problem.clients[need.client], problem.topics[need.topic]
    if cause := _why_never(openings, client, topic):
        return cause
    starts = [start for start in openings.starts_of(client, topic) if _on(need.days, start)]
    sessions = [session for session in openings.held[topic.name] if _on(need.days, session.start)]
    on_days = f" on {_days(problem, need.days)}" if need.days is not None else ""
    outside = [session for session in sessions if session.start not in starts]
    if not starts:
        if sessions:
            return (
                f"needs {_counted(need.sessions, 'session')} of {topic.name}{on_days}: "
                f"{_all_of(len(sessions), 'lies', 'lie')} outside {client.code}'s hours"
            )
        return f"no start time leaves {topic.minutes} min for {topic.name} in {client.code}'s hours{on_days}"
    fits = most_sessions(topic, starts)
    if fits < need.sessions and planned >= fits:
        times = {1: "once", 2: "twice"}.get(fits, f"{fits} times")
        return (
            f"{topic.name} fits into {client.code}'s hours{on_days} only {times}, {need.sessions} are asked"
        )
    mine = {
        session.start for session in openings.roster.of_client(client.code) if session.topic == topic.name
    }
    looked = [openings.look(client, topic, start) for start in starts if start not in mine]
    if not looked:
        return f"no other start time of {topic.name} lies in {client.code}'s hours{on_days}"
    lead = ""
    if len(outside) == len(sessions) and sessions:
        lead = f"{_all_of(len(sessions), 'lies', 'lie')} outside {client.code}'s hours; "
    return lead + _at_times(openings, client, topic, looked, f"{client.code}'s hours{on_days}")


def _why_never(openings: Openings, client: Client, topic: Topic) -> str:
    """Why no session of the topic can be theirs, whatever the week looks like; blank if one can."""
    if barred := openings.admission.barred(client, topic):
        kind, names = barred
        return BARRED[kind].format(
            topic=topic.name, client=client.code, level=client.level, names=" and ".join(names)
        )
    leading = [name for name, who in openings.problem.therapists.items() if topic.name in who.leads]
    if not leading:
        return f"nobody leads {topic.name}"
    if len(leading) < topic.leaders:
        return (
            f"{topic.name} takes {topic.leaders} therapists, and only {_named(leading, 'other')} can lead it"
        )
    starts = openings.starts_of(client, topic)
    if starts and not any(openings.could_run(topic, start) for start in starts):
        return (
            f"{_counted(len(starts), 'start time')} of {topic.name} {'lies' if len(starts) == 1 else 'lie'} in "
            f"{client.code}'s hours, but no therapist who leads it and room for it are available then"
        )
    return ""


def _at_times(openings: Openings, client: Client, topic: Topic, looked: Sequence[Opening], where: str) -> str:
    problem = openings.problem
    by_obstacle: dict[Obstacle, list[Opening]] = defaultdict(list)
    for opening in looked:
        by_obstacle[opening.obstacle].append(opening)
    if possible := by_obstacle.pop(Obstacle.NOTHING, []):
        looked, by_obstacle = possible, {Obstacle.NOTHING: possible}
    order = sorted(by_obstacle, key=lambda found: -len(by_obstacle[found]))
    said: list[tuple[int, str]] = []
    for obstacle in order[: NAMED_AT_MOST + 1]:
        closed = by_obstacle[obstacle]
        nearest = min(closed, key=lambda opening: (opening.wanted - opening.there, opening.start))
        phrase = AT_TIMES[obstacle].format(
            named=_named([problem.says_when(opening.start) for opening in closed], "other"),
            primary=client.primary,
            **_numbers(client, nearest),
        )
        said.append((len(closed), phrase))
    if len(said) == 1 == len(by_obstacle):
        if len(looked) == 1:
            return f"at the one start time in {where} ({problem.says_when(looked[0].start)}) {said[0][1]}"
        return (
            f"at {'both' if len(looked) == 2 else f'all {len(looked)}'} start times in {where} {said[0][1]}"
        )
    counted = ", ".join(f"at {number} {phrase}" for number, phrase in said)
    return f"of {len(looked)} start times in {where}, {counted}"


# --- counting --------------------------------------------------------------------------------


def _counting_topics(openings: Openings, client: Client) -> list[Topic]:
    return [
        t
        for t in openings.problem.topics.values()
        if t.counts and openings.admission.barred(client, t) is None
    ]


def _numbers(client: Client, nearest: Opening) -> dict[str, str | int | None]:
    topic = nearest.topic
    return {
        "client": client.code,
        "there": nearest.there,
        "s": "" if nearest.there == 1 else "s",
        "wanted": nearest.wanted,
        "are": "is" if nearest.wanted == 1 else "are",
        "most_a_day": hours(client.most_minutes_a_day or 0),
        "most_a_week": hours(client.most_minutes or 0),
        "most_days": client.most_days,
        "runs_at_most": topic.runs_at_most,
        "at_once": topic.at_once,
        "topic_a_day": topic.most_a_day,
        "topic_a_week": topic.most_a_week,
    }


def _on(days: Collection[int] | None, start: int) -> bool:
    return days is None or start // MINUTES_A_DAY in days


def _days(problem: Problem, days: Collection[int]) -> str:
    return ", ".join(problem.weekday_name(day) for day in sorted(days))


def _named(names: Sequence[str], other: str) -> str:
    """The first names, joined as people say them, and how many others there are."""
    if len(names) <= NAMED_AT_MOST:
        return " and ".join(names)
    others = len(names) - NAMED_AT_MOST
    return f"{', '.join(names[:NAMED_AT_MOST])} and {_counted(others, other)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _all_of(number: int, one: str, several: str) -> str:
    if number == 1:
        return f"the one that runs {one}"
    return f"{'both' if number == 2 else f'all {number}'} that run {several}"

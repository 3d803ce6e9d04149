"""How reasons are worded: what stands in the way of a seat, in a coordinator's words, all in one place."""

from planner.reasons.openings import Obstacle

# How a sentence goes on about the openings an obstacle closes: {topics} (named), {count} of them, {most}, {there},
# {wanted} (the numbers of the opening that comes nearest to a seat), {client}.
CLOSED_BY = {
    Obstacle.FULL: "{topics} full then ({there} of {wanted})",
    Obstacle.FOR_OTHERS: "{topics} settled then, for others",
    Obstacle.APART: "{topics} then with somebody {client} is kept apart from",
    Obstacle.PRIMARY: "their primary therapist isn't free",
    Obstacle.NO_THERAPIST: "no therapist is free for {another}",
    Obstacle.NO_ROOM: "no room is free for {another}",
    Obstacle.TOO_FEW: "only {there} other{s} could come to {nearest}, {wanted} {are} needed",
    Obstacle.RUNS_ENOUGH: "{topics} held as often as allowed (Runs at most)",
    Obstacle.AT_ONCE: "{topics} held as often at once as allowed (At once)",
    Obstacle.TOPIC_A_DAY: "{client} has had {topics_alone} as often as one day allows (Most a day)",
    Obstacle.TOPIC_A_WEEK: "{client} has had {topics_alone} as often as the week allows (Most a week)",
    Obstacle.HOURS_A_DAY: "more than {most_a_day} a day isn't allowed (Max hours a day)",
    Obstacle.HOURS_A_WEEK: "more than {most_a_week} a week isn't allowed (Max hours)",
    Obstacle.DAYS_A_WEEK: "more than {most_days} days aren't allowed (Max days)",
}
# The same of one topic's start times, after a number: "at 3 no therapist is free".
AT_TIMES = {
    Obstacle.BUSY: "{client} is in another session",
    Obstacle.FULL: "it is full ({named}, {there} of {wanted})",
    Obstacle.FOR_OTHERS: "it is settled for others",
    Obstacle.APART: "somebody {client} is kept apart from sits in it",
    Obstacle.PRIMARY: "their primary therapist {primary} isn't free",
    Obstacle.NO_THERAPIST: "no therapist is free",
    Obstacle.NO_ROOM: "no room is free",
    Obstacle.TOO_FEW: "too few could come (at most {there} other{s}, {wanted} {are} needed)",
    Obstacle.RUNS_ENOUGH: "it has run as often as allowed (Runs at most {runs_at_most})",
    Obstacle.AT_ONCE: "as many run at once as allowed (At once {at_once})",
    Obstacle.TOPIC_A_DAY: "{client} has it that day already (Most a day {topic_a_day})",
    Obstacle.TOPIC_A_WEEK: "{client} has had it as often as allowed (Most a week {topic_a_week})",
    Obstacle.HOURS_A_DAY: "{client} would have more than {most_a_day} a day",
    Obstacle.HOURS_A_WEEK: "{client} would have more than {most_a_week} a week",
    Obstacle.DAYS_A_WEEK: "{client} would come on more than {most_days} days",
    Obstacle.NOTHING: "nothing in the roster is in the way: planning longer may find a seat",
}
BARRED = {
    "for": "{topic} is for clients tagged {names}, which {client} isn't",
    "not for": "{topic} is not for clients tagged {names}",
    "levels": "{topic} is for {names} only, and {client} is {level}",
    "after": "{client} has yet to attend {names}, which comes before {topic}",
    "closed": "{topic} is a closed group, and {client} is no member",
}
# Own limits come last: they only tell if nothing that others could change stands in the way.
TELLING = (
    Obstacle.FULL,
    Obstacle.PRIMARY,
    Obstacle.NO_THERAPIST,
    Obstacle.NO_ROOM,
    Obstacle.TOO_FEW,
    Obstacle.RUNS_ENOUGH,
    Obstacle.AT_ONCE,
    Obstacle.FOR_OTHERS,
    Obstacle.APART,
    Obstacle.HOURS_A_DAY,
    Obstacle.DAYS_A_WEEK,
    Obstacle.HOURS_A_WEEK,
    Obstacle.TOPIC_A_DAY,
    Obstacle.TOPIC_A_WEEK,
)

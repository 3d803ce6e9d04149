"""What is said of a week that was planned for its explanation alone, and not to its end."""

from __future__ import annotations

from planner.folded import folded
from planner.model.wording import counted
from planner.remedies.answers.explain import Explanation

NAMED_AT_MOST = 6


def says_searched(explanation: Explanation) -> list[str]:
    """That causes were read off a week that wasn't planned to its end, in lines; none where that changes nothing."""
    lacking = explanation.open_to
    if explanation.searched is None or (not lacking and all(cause.proven for cause in explanation.causes)):
        return []
    says = (
        f"No roster was named, so a week was searched for up to {explanation.searched:.1f} s, which isn't proven to be "
        "the best: what is only suspected may be missing for that alone. Plan it longer (planner plan), and ask about "
        "that roster."
    )
    if lacking:
        more = len(lacking) - NAMED_AT_MOST
        who = ", ".join(lacking[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
        says += (
            f" Nothing was in the way of what {counted(len(lacking), 'client')} "
            f"still {'lacks' if len(lacking) == 1 else 'lack'} ({who})."
        )
    return [*folded(says, hanging=""), ""]

"""How much longer an answer may take on a machine that does other things as well."""

from __future__ import annotations

import pytest

from planner.remedies.time_left import how_held_up


@pytest.mark.parametrize(
    ("passed", "worked", "times"),
    [
        (0.1, 0.1, 1.0),  # a machine of one's own
        (0.09, 0.1, 1.0),  # clocks differ
        (0.2, 0.1, 2.0),
        (5.0, 0.1, 3.0),  # nobody waits for ever
        (0.5, 0.001, 1.0),  # too short to say anything
    ],
)
def test_a_busy_machine_is_known_by_what_its_processor_was_kept_from(
    passed: float, worked: float, times: float
) -> None:
    assert how_held_up(passed, worked) == pytest.approx(times)

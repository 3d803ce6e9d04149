"""Many weeks at a glance: hours asked and planned, week by week, as a table and a curve on the Summary."""

from __future__ import annotations

from collections.abc import Sequence

from planner.export.sheets.page import Page
from planner.plan import Plan

FEWEST_WEEKS = 8  # fewer are read faster one by one
HEADINGS = ("Hours by week, a client on average", "Asked", "Planned", "Clients", "")
CHART_ROWS = 16
TITLE = "Hours a week, asked and planned"


def write_curve(page: Page, plans: Sequence[Plan], row: int) -> int:
    """The chart and its table below it, when there are weeks enough; the row after them."""
    if len(plans) < FEWEST_WEEKS:
        return row
    place, row = row + 1, row + 1 + CHART_ROWS
    page.headings(row, HEADINGS, centred=(1, 2, 3))
    first = row + 1
    for number, plan in enumerate(plans, start=first):
        clients = max(1, len(plan.hours))
        page.date(number, 0, plan.problem.first_day, align="left")
        for column, minutes in ((1, _asked(plan)), (2, _planned(plan))):
            page.number(number, column, round(minutes / clients / 60, 2), num_format="0.00", align="center")
        page.number(number, 3, len(plan.hours), align="center")
    last = first + len(plans) - 1
    chart = page.book.workbook.add_chart({"type": "line"})
    for column, colour, dash in ((1, "#9C2A10", "dash"), (2, "#2F6DB5", "solid")):
        chart.add_series(
            {
                "name": ["Summary", row, column],
                "categories": ["Summary", first, 0, last, 0],
                "values": ["Summary", first, column, last, column],
                "line": {"color": colour, "width": 2.25, "dash_type": dash},
            }
        )
    chart.set_title({"name": TITLE, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis({"num_format": "d mmm", "date_axis": True, "major_unit": 28, "major_unit_type": "days"})
    chart.set_y_axis({"min": 0})
    chart.set_size({"width": 860, "height": 300})
    page.sheet.insert_chart(place, 0, chart, {"description": TITLE})
    return last + 2


def _asked(plan: Plan) -> int:
    return sum(line.required for line in plan.hours)


def _planned(plan: Plan) -> int:
    return sum(line.planned for line in plan.hours)

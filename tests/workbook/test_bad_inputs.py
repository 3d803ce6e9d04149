"""Many cells as they shouldn't be typed, one at a time: each is answered at its cell, with what to type."""

import re
import sys
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import openpyxl
import pytest

from planner.model.faults import Fault, WorkbookFaults
from planner.workbook.read import read_program
from tests.workbook.books import Tables, save_workbook

FULL: Tables = {
    "Settings": [["Setting", "Value"], ["Program", "Riverside"], ["Week starts", "Mon"], ["Time zone", None],
                 ["Changeover", 0], ["Default level", "IOP"], ["Part weeks", None], ["Notice", 48], ["Dates", None],
                 ["Clock", None]],
    "Levels": [["Level", "Min hours", "Max hours", "Min days", "Max days", "Min hours a day", "Max hours a day"],
               ["IOP", 9, 19, 3, 7, None, 5], ["OP", 0, 8, 0, 7, None, 4]],
    "Topics": [["Topic", "Kind", "Minutes", "Smallest", "Largest", "Counts", "Most a week", "Most a day",
                "Runs at least", "Runs at most", "Leaders", "Room kind", "At once", "For", "Not for", "Levels", "After",
                "Membership"],
               ["Anger", "group", 60, 2, 8, "yes", 3, 1, 0, 5, 1, "group", 2, "women", "teen", "IOP", None, "open"],
               ["Grief 1", "group", 60, 2, 8], ["Grief 2", "group", 60, 2, 8],
               ["Relapse Prevention", "group", 60, 2, 8],
               ["Individual", "individual", 50]],
    "Therapists": [["Therapist", "Leads", "Most hours", "Most a day", "Most in a row"],
                   ["Ortiz", "all", 20, 5, 3], ["Chen", "all", 20, 5, 3]],
    "Rooms": [["Room", "Seats", "Kind"], ["Blue", 8, "group"], ["Green", 8, "group, office"]],
    "Times": [["Days", "Starts"], ["Mon-Fri", "8:00-19:00 every 30"]],
    "Clients": [["Client", "Level", "Min hours", "Max hours", "Primary therapist", "Tags", "Starts", "Ends", "Days",
                 "Curriculum", "Curriculum start"],
                ["C001", "IOP", None, None, "Chen", "women", date(2026, 11, 2), None, None, "Steps", date(2026, 11, 2)],
                ["C002", "IOP", None, None, None, "teen"], ["C004", "OP"], ["C020", "IOP"]],
    "Client availability": [["Client", "Days", "From", "To"],
                            *([code, "Mon-Fri", time(9), time(17)] for code in ("C001", "C002", "C004", "C020"))],
    "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ortiz", "Mon-Fri", time(9), time(17)],
                               ["Chen", "Mon-Fri", time(9), time(17)]],
    "Away": [["Who", "First day", "Last day", "From", "To"], ["Chen", date(2026, 12, 1), None, None, None]],
    "Needs": [["Client", "Topic", "Sessions", "Priority", "From", "Until", "Total"], ["C001", "Anger", 2, "must"],
              ["C002", "Relapse Prevention", 1]],
    "Wishes": [["Client", "Wish", "What", "Weight"], ["C001", "avoids", "Fri", 5]],
    "Apart": [["Client", "From"], ["C001", "C002"]],
    "Fixed": [["Day", "Start", "Topic", "Therapist", "Room", "Clients"],
              ["Mon", time(9), "Relapse Prevention", "Chen", "Blue", "C001, C004"]],
    "Attendance": [["Date", "Start", "Topic", "Therapist", "Client", "Status", "Minutes"],
                   [date(2026, 11, 23), time(9), "Anger", "Chen", "C001", "attended", 60]],
    "Curriculum": [["Curriculum", "From week", "To week", "Topic", "Sessions", "Days", "Priority", "Level"],
                   ["Steps", 1, 4, "Relapse Prevention", 1, None, "should", None]],
    "Rules": [["Rule", "Use"], ["Least hours", "must"]],
    "Room availability": [["Room", "Days", "From", "To", "First day"], ["Blue", "Mon-Fri", time(8), time(19), None]],
    "Lessons": [["Topic", "Lesson", "Title", "Homework"], ["Anger", 1, "Triggers", "Page 3"],
                ["Anger", 2, "Breathing", None]],
    "Rewards": [["Reward", "For", "Topic", "Number", "Amount", "Step", "Reset", "Cap", "Cap days"],
                ["Whole week", "week complete", None, None, 10, 2.5, "yes", 100, 90],
                ["Three", "in a row", "Anger", 3, 5, None, None, None, None]],
}  # fmt: skip

BAD = [
    # Settings and levels
    ("Settings!A2", "Programme name", "did you mean 'Program'?"),
    ("Settings!A2", "Rhubarb", "the settings are Program"),
    ("Settings!B3", "Mon-Tue", "the one day on which a week begins"),
    ("Settings!B3", "Mnoday", "did you mean Monday?"),
    ("Settings!B4", "CST", "America/Chicago"),
    ("Settings!B4", "Pacific time", "America/Los_Angeles"),
    ("Settings!B4", "America/Chcago", "America/Chicago"),
    ("Settings!B4", "here", "type a name such as America/Chicago"),
    ("Settings!B5", "10 min", "try 10"),
    ("Settings!B5", -5, "from 0 to 240"),
    ("Settings!B5", 900, "from 0 to 240"),
    ("Settings!B6", "IPO", "did you mean 'IOP'?"),
    ("Settings!B7", "sometimes", "choose one of them"),
    ("Settings!B7", "prorate", "did you mean 'prorated'?"),
    ("Settings!B8", "two days", "type hours; try 48"),
    ("Settings!B9", "month frist", "did you mean 'month first'?"),
    ("Settings!B10", 13, "choose one of them"),
    ("Levels!A3", "IOP", "keep one row"),
    ("Levels!A3", "iop ", "keep one row"),
    ("Levels!B2", "9h", "try 9"),
    ("Levels!B2", "9:30", "try 9.5"),
    ("Levels!B2", time(9), "try 9"),
    ("Levels!B2", timedelta(hours=30), "try 30"),
    ("Levels!B2", 540, "type hours, not minutes"),
    ("Levels!B2", -1, "type decimal hours"),
    ("Levels!B2", 0.375, "the time 9:00 is 9"),
    ("Levels!B2", "50%", "50 % of 40 is 20"),
    ("Levels!B2", 20, "raise Max hours"),
    ("Levels!D2", "3 days", "try 3"),
    ("Levels!D2", 8, "from 0 to 7"),
    ("Levels!D2", 2.5, "type a whole number"),
    ("Levels!G2", 25, "type hours, not minutes"),
    # Topics
    ("Topics!A3", "ANGER", "keep one row"),
    ("Topics!A3", None, "what may stand here"),
    ("Topics!A3", date(2026, 12, 1), "format the cell as Text"),
    ("Topics!B2", "grp", "did you mean 'group'?"),
    ("Topics!B2", "Group therapy", "did you mean 'group'?"),
    ("Topics!B2", "UA", "did you mean 'testing'?"),
    ("Topics!B2", "yoga", "choose one of them"),
    ("Topics!C2", None, "what may stand here"),
    ("Topics!C2", "1.5 hrs", "try 90"),
    ("Topics!C2", "90 min", "try 90"),
    ("Topics!C2", "1:30", "try 90"),
    ("Topics!C2", 1.5, "try 90"),
    ("Topics!C2", time(1, 30), "try 90"),
    ("Topics!C2", 0, "from 1 to 1440"),
    ("Topics!C2", 5000, "from 1 to 1440"),
    ("Topics!C2", "sixty", "type a whole number"),
    ("Topics!C2", True, "type a whole number"),
    ("Topics!D2", 9, "raise Largest"),
    ("Topics!D2", 0, "1 or more"),
    ("Topics!E2", "10 max", "try 10"),
    ("Topics!E2", "8-10", "type a whole number"),
    ("Topics!F2", "maybe", "type yes or no"),
    ("Topics!F2", "✓", "type yes or no"),
    ("Topics!G2", "twice", "try 2"),
    ("Topics!H2", 0, "1 or more"),
    ("Topics!I2", 6, "raise Runs at most"),
    ("Topics!J2", "many", "type a whole number"),
    ("Topics!K2", -1, "type a whole number"),
    ("Topics!L2", "gruop", "did you mean 'group'?"),
    ("Topics!L2", "gym", "the kinds are"),
    ("Topics!M2", 0, "1 or more"),
    ("Topics!N2", "womne", "did you mean 'women'?"),
    ("Topics!O2", "women", "take it out of one of the two"),
    ("Topics!P2", "IOP/OP", "separate them by commas: type IOP, OP"),
    ("Topics!P2", "PHP", "add it to Levels"),
    ("Topics!Q2", "Anger", "take it out of the list"),
    ("Topics!Q2", "Angr", "did you mean 'Anger'?"),
    ("Topics!R2", "half", "choose one of them"),
    ("Topics!E6", 3, "type 1, or another Kind"),
    ("Topics!A7", "Total", "needs another name"),
    # Therapists and rooms
    ("Therapists!A3", "ortiz", "keep one row"),
    ("Therapists!B2", None, "what may stand here"),
    ("Therapists!B2", "Grief 3", "add it to Topics"),
    ("Therapists!B2", "Anger and Individual", "type Anger, Individual"),
    ("Therapists!B2", "Relaps Prevention", "did you mean 'Relapse Prevention'?"),
    ("Therapists!C2", "half", "type decimal hours"),
    ("Therapists!C2", "0.5 FTE", "50 % of 40 is 20"),
    ("Therapists!C2", 0.5, "50 % of 40 is 20"),
    ("Therapists!D2", "5 a day", "try 5"),
    ("Therapists!E2", 0, "1 or more"),
    ("Rooms!A3", "BLUE", "keep one row"),
    ("Rooms!B2", None, "what may stand here"),
    ("Rooms!B2", "eight", "type a whole number"),
    ("Rooms!B2", "8 chairs", "try 8"),
    ("Rooms!A4", "Sum", "needs another name"),
    # Times
    ("Times!A2", "Mon-Fry", "type days such as Mon"),
    ("Times!B2", "8:00-14:30", "every 30"),
    ("Times!B2", "every half hour", "try 9:00"),
    ("Times!B2", "9:00-12:00 every 0", "try 9:00-12:00 every 30"),
    ("Times!B2", "9;00", "type 9:00 with a colon"),
    # Clients
    ("Clients!A3", "c001", "keep one row"),
    ("Clients!A3", time(9), "format the cell as Text"),
    ("Clients!B2", "IOP-9", "add it to Levels"),
    ("Clients!B2", "I.O.P.", "did you mean 'IOP'?"),
    ("Clients!C2", "9h", "try 9"),
    ("Clients!C2", 25, "type Max hours too"),
    ("Clients!D2", 5, "type Min hours too"),
    ("Clients!E2", "Chne", "did you mean 'Chen'?"),
    ("Clients!E2", "none", "clear the cell"),
    ("Clients!E2", "Ortiz/Chen", "type one of them"),
    ("Clients!F2", "women/trauma", "type women, trauma"),
    ("Clients!F2", "female", "type it in For or Not for"),
    ("Clients!G2", "12/1/2026", "or say on Settings"),
    ("Clients!G2", "1-Dec", "type the year too"),
    ("Clients!G2", "Dec 9-10", "type the year in full"),
    ("Clients!G2", "tbd", "type a date"),
    ("Clients!G2", "2026-02-30", "type a date"),
    ("Clients!G2", datetime(1926, 12, 1), "check the year"),
    ("Clients!G2", date(2062, 12, 1), "check the year"),
    ("Clients!G2", "Tuesday, November 30, 2026", "correct the day or the weekday"),
    ("Clients!H2", date(2026, 11, 1), "correct one of the two dates"),
    ("Clients!I2", "Someday", "type days"),
    ("Clients!J2", "Stesp", "did you mean 'Steps'?"),
    ("Clients!K2", None, "type a date in week 1"),
    # Availability
    ("Client availability!A2", "C005", "add it to Clients"),
    ("Client availability!A2", "C1", "did you mean 'C001'?"),
    ("Client availability!A2", "COO1", "did you mean 'C001'?"),
    ("Client availability!A2", None, "what may stand here"),
    ("Client availability!B2", "T", "say Tue or Thu"),
    ("Client availability!B2", "Wendesday", "did you mean Wednesday?"),
    ("Client availability!B2", "2x week", "type days such as"),
    ("Client availability!B2", "Mon not Mon", "type days such as"),
    ("Client availability!C2", "9-12:30", "clear To"),
    ("Client availability!C2", "5", "try 5:00 or 17:00"),
    ("Client availability!C2", "17.30", "try 17:30"),
    ("Client availability!C2", 17.5, "type a time such as 9:00"),
    ("Client availability!C2", "9:00 (bus)", "try 9:00"),
    ("Client availability!C2", "25:00", "try 9:00"),
    ("Client availability!C2", "noonish", "try 9:00"),
    ("Client availability!C2", time(9, 0, 30), "try 09:00"),
    ("Client availability!C2", datetime(2026, 9, 12), "format the cell as Text"),
    ("Client availability!D2", None, "type when it ends"),
    ("Client availability!D2", time(8), "try 20:00"),
    ("Client availability!D2", "close", "try 9:00"),
    ("Therapist availability!A2", "Ortega", "add it to Therapists"),
    # Away
    ("Away!A2", "closed", "did you mean everyone?"),
    ("Away!A2", "Clinic", "did you mean everyone?"),
    ("Away!A2", "Ortiz, Chen", "type a row for each"),
    ("Away!A2", "C009", "add it to Clients"),
    ("Away!B2", None, "what may stand here"),
    ("Away!B2", "Wed", "type a date"),
    ("Away!C2", date(2026, 11, 1), "correct one of the two dates"),
    ("Away!D2", "pm", "try 9:00"),
    # Needs, Wishes, Apart
    ("Needs!A2", "C005", "add it to Clients"),
    ("Needs!B3", "Anger", "change the tags or the level"),
    ("Needs!C2", 0, "from 1 to 100"),
    ("Needs!C2", "2/wk", "try 2"),
    ("Needs!C2", 9, "raise Most a week"),
    ("Needs!D2", "high", "must is what is most urgent"),
    ("Needs!D2", 2000, "1 to 1000"),
    ("Needs!E2", "5/6/2026", "or say on Settings"),
    ("Needs!G2", 1, "raise Total"),
    ("Wishes!B2", "hates", "did you mean 'avoids'?"),
    ("Wishes!B2", "maybe", "choose one of them"),
    ("Wishes!C2", "mornings", "8:00-12:00"),
    ("Wishes!C2", "Chne", "did you mean 'Chen'?"),
    ("Wishes!C2", "9-25", "try 9:00-10:25"),
    ("Wishes!C2", "3-1", "half of the day"),
    ("Wishes!D2", 11, "from 1 to 10"),
    ("Apart!B2", "C001", "name somebody else"),
    ("Apart!B2", "C002, C004", "type a row for each"),
    # Fixed, Attendance, Curriculum, Rules
    ("Fixed!A2", "Mnoday", "did you mean Monday?"),
    ("Fixed!A2", "12/3", "type the year too"),
    ("Fixed!B2", "5", "try 5:00 or 17:00"),
    ("Fixed!B2", time(23, 30), "start earlier"),
    ("Fixed!C2", "Relapse", "did you mean 'Relapse Prevention'?"),
    ("Fixed!D2", "Ortiz, Chen", "name fewer"),
    ("Fixed!E2", "Bleu", "did you mean 'Blue'?"),
    ("Fixed!F2", "C001 C004", "type C001, C004"),
    ("Fixed!F2", "C001, C005", "add it to Clients"),
    ("Attendance!A2", "11/12/2026", "or say on Settings"),
    ("Attendance!B2", "soon", "try 9:00"),
    ("Attendance!E2", "C005", "its lines are left out"),
    ("Attendance!F2", "missed", "did you mean 'absent'?"),
    ("Attendance!G2", "1 h", "try 60"),
    ("Curriculum!B2", 0, "1 or more"),
    ("Curriculum!C2", "four", "type a whole number"),
    ("Curriculum!D2", None, "type a topic, or the level"),
    ("Curriculum!H2", "OP", "one row for the topic"),
    ("Rules!A2", "Leest hours", "did you mean 'Least hours'?"),
    ("Rules!B2", "often", "off, must, or a whole number"),
    # What is filled in more rarely
    ("Room availability!A2", "Bleu", "did you mean 'Blue'?"),
    ("Room availability!B2", "weekdys", "did you mean weekdays?"),
    ("Room availability!C2", "8-19", "clear To"),
    ("Room availability!D2", time(7), "try 19:00"),
    ("Room availability!E2", "12/1/2026", "or say on Settings"),
    ("Lessons!A2", "Angr", "did you mean 'Anger'?"),
    ("Lessons!A2", "Needlework", "add it to Topics"),
    ("Lessons!B2", 0, "from 1 to 1000"),
    ("Lessons!B3", 1, "number each lesson once"),
    ("Lessons!B2", None, "what may stand here"),
    ("Rewards!B2", "attendance", "choose one of them"),
    ("Rewards!B3", "in row", "did you mean 'in a row'?"),
    ("Rewards!C3", "Angr", "did you mean 'Anger'?"),
    ("Rewards!D3", None, "type how many sessions"),
    ("Rewards!D3", 0, "from 1 to 1000"),
    ("Rewards!D2", 3, "leave it blank"),
    ("Rewards!E2", "ten", "type an amount such as 5 or 2.50"),
    ("Rewards!E2", -1, "type an amount such as 5 or 2.50"),
    ("Rewards!E2", 10.005, "type an amount such as 5 or 2.50"),
    ("Rewards!G2", "sometimes", "type yes or no"),
    ("Rewards!I2", "a month", "type a whole number"),
    ("Topics!O2", "male", "so it keeps nobody out"),
    ("Curriculum!F2", "Someday", "type days such as"),
    ("Curriculum!G2", "urgent", "must is what is most urgent"),
    ("Attendance!C2", "Angr", "its lines are left out"),
    ("Attendance!D2", "Chne", "did you mean 'Chen'?"),
    ("Therapist availability!D2", None, "type when it ends"),
]  # fmt: skip


def book_of(path: Path) -> bytes:
    """The whole program without a fault, as a file's content."""
    save_workbook(path, deepcopy(FULL))
    assert [str(fault) for fault in read_program(path, {"Least hours": True})[1]] == []
    return path.read_bytes()


def faults_with(path: Path, full: bytes, cell: str, typed: object) -> list[Fault]:
    """All faults of the program with one cell typed otherwise; the file stays as it was typed."""
    path.write_bytes(full)
    book = openpyxl.load_workbook(path)
    sheet, _, at = cell.rpartition("!")
    book[sheet][at].value = typed
    book.save(path)
    before = path.read_bytes()
    try:
        faults = read_program(path, {"Least hours": True})[1]
    except WorkbookFaults as trouble:
        faults = list(trouble.faults)
    assert (path.read_bytes(), list(path.parent.iterdir())) == (before, [path])
    return faults


def answered(faults: list[Fault], cell: str, remedy: str) -> Fault | None:
    """The fault at the cell that says the remedy."""
    here = (fault for fault in faults if f"{fault.sheet}!{fault.cell}" == cell)
    return next((fault for fault in here if remedy in str(fault)), None)


def kind_of(fault: Fault) -> tuple[str, str]:
    """What sort of fault it is: its sentence without what was found, names and numbers."""
    return fault.kind, re.sub(r"'[^']*'|\([^()]*\)|[A-Z][\w-]*|\d[\w:.,/-]*", "", fault.says)


def test_they_are_at_least_150() -> None:
    assert len({(cell, str(typed)) for cell, typed, _ in BAD}) == len(BAD) >= 150


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return book_of(tmp_path_factory.mktemp("full") / "riverside.xlsx")


@pytest.mark.parametrize(("cell", "typed", "remedy"), BAD)
def test_a_bad_cell_is_answered_where_it_stands_with_what_to_type(
    tmp_path: Path, full: bytes, cell: str, typed: object, remedy: str
) -> None:
    faults = faults_with(tmp_path / "riverside.xlsx", full, cell, typed)
    assert answered(faults, cell, remedy), [str(fault) for fault in faults]
    assert len(faults) <= 12, "consequences drown the cause"


UNREADABLE = [
    ("Rewards!D3", "three or so"), ("Rewards!H2", "a lot"), ("Clients!K2", "in autumn"), ("Needs!C2", "often"),
    ("Curriculum!H2", date(2026, 12, 1)), ("Levels!B2", "some"), ("Client availability!D2", "late"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "typed"), UNREADABLE)
def test_what_cannot_be_read_is_not_said_to_be_blank(
    tmp_path: Path, full: bytes, cell: str, typed: object
) -> None:
    faults = faults_with(tmp_path / "riverside.xlsx", full, cell, typed)
    assert len(faults) == 1 and f"{faults[0].sheet}!{faults[0].cell}" == cell, [
        str(fault) for fault in faults
    ]


def main() -> int:
    """`python -m tests.workbook.test_bad_inputs`: types each of them and says how many are answered, and how soon."""
    from resource import RUSAGE_SELF, getrusage  # that Windows doesn't have

    kinds, answers, slowest = set[tuple[str, ...]](), 0, 0.0
    with TemporaryDirectory() as folder:
        path = Path(folder) / "riverside.xlsx"
        whole = book_of(path)
        for cell, typed, remedy in BAD:
            begun = perf_counter()
            found = answered(faults_with(path, whole, cell, typed), cell, remedy)
            slowest = max(slowest, perf_counter() - begun)
            if found is None:
                print(f"not answered: {typed!r} in {cell}")
            else:
                answers += 1
                kinds.add((cell.rstrip("0123456789"), *kind_of(found)))
    memory = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{answers} of {len(BAD)} bad cells are answered with place and remedy, {len(kinds)} kinds by column and "
        f"sentence; the slowest took {slowest:.1f} s, all of them {memory:.0f} MB; nothing was written"
    )
    return 0 if answers == len(BAD) else 1


if __name__ == "__main__":
    sys.exit(main())

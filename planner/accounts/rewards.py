"""The ledger of rewards: what each client earned, by which seats, and what is next. All sums in cents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.accounts.seats import Record, SeatHad
from planner.model import TWENTY_FOUR_HOURS, Wording
from planner.program import ClientRow, Program, RewardRow

ABSENT, ATTENDED = "absent", "attended"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A reward earned on a date by the seats `because`; `cents` of it were given, `withheld` kept back by the cap.

    `total` is the client's running total of all rewards, `of_reward` that of this reward within its cap's period.
    """

    client: str
    reward: str
    day: date
    because: tuple[SeatHad, ...]
    cents: int
    withheld: int = 0
    total: int = 0
    of_reward: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a client stands with a reward: `earned` in all, and what is next.

    `left` is what the cap of the present period still allows (`None`: no cap); `following` says what the
    next step would be.
    """

    client: str
    reward: str
    earned: int
    cap: int | None
    left: int | None
    following: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every line by date, every standing by client."""

    program: str
    lines: tuple[LedgerLine, ...]
    standings: tuple[Standing, ...]
    warnings: tuple[str, ...] = ()
    wording: Wording = TWENTY_FOUR_HOURS


@dataclass(slots=True)
class _Run:
    """How far a client is with a reward: earned how often in a row, and the seats that count towards the next time."""

    row: RewardRow
    times: int = 0
    seats: tuple[SeatHad, ...] = ()

    def earn(self, because: Sequence[SeatHad]) -> tuple[SeatHad, Sequence[SeatHad], int]:
        cents = self.next_cents
        self.times += 1
        return because[-1], because, cents

    def count(self, seat: SeatHad) -> Iterator[tuple[SeatHad, Sequence[SeatHad], int]]:
        """One seat more towards the reward's number, at which it is earned and the count begins anew."""
        self.seats = (*self.seats, seat)
        if len(self.seats) == self.row.number:
            yield self.earn(self.seats)
            self.seats = ()

    def miss(self) -> None:
        if self.row.resets:
            self.times = 0

    @property
    def next_cents(self) -> int:
        """What the next time brings, without the cap."""
        return self.row.cents + self.row.step * self.times


_Earned = tuple[SeatHad, Sequence[SeatHad], int]


def ledger_of(program: Program, record: Record) -> Ledger:
    """What the record's seats earn by the program's rewards, client by client in the workbook's order."""
    seats_of: dict[str, list[SeatHad]] = defaultdict(list)
    for seat in record.seats:
        seats_of[seat.client].append(seat)
    lines: list[LedgerLine] = []
    standings: list[Standing] = []
    for code, client in program.clients.items():
        if not seats_of[code]:
            continue
        mine: list[LedgerLine] = []
        for row in program.rewards:
            run = _Run(row)
            earned = list(
                _EARNED[row.earned_for](program, client, run, _towards(program, row, seats_of[code]))
            )
            capped, left = _within_cap(client, row, earned, seats_of[code])
            mine += capped
            given = sum(line.cents for line in capped)
            said = _following(program, client, run, seats_of[code], left)
            standings.append(
                Standing(client=code, reward=row.name, earned=given, cap=row.cap, left=left, following=said)
            )
        lines += _with_totals(sorted(mine, key=lambda line: line.day))
    lines.sort(key=lambda line: line.day)
    return Ledger(
        program=program.name,
        lines=tuple(lines),
        standings=tuple(standings),
        warnings=record.warnings,
        wording=Wording(program.clock),
    )


def _towards(program: Program, row: RewardRow, seats: Sequence[SeatHad]) -> list[SeatHad]:
    """The seats that a reward looks at: its topic's, or all that count."""
    if row.topic is not None:
        return [seat for seat in seats if seat.topic == row.topic]
    return [seat for seat in seats if program.topics[seat.topic].counts]


# --- what earns ----------------------------------------------------------------------------------


def _week_complete(
    program: Program, client: ClientRow, run: _Run, seats: Sequence[SeatHad]
) -> Iterator[_Earned]:
    """Nobody absent all week; excused and cancelled break nothing, but a week of nothing else earns nothing."""
    for week in sorted({seat.week for seat in seats}):
        of_week = [seat for seat in seats if seat.week == week]
        attended = [seat for seat in of_week if seat.status == ATTENDED]
        if any(seat.status == ABSENT for seat in of_week):
            run.miss()
        elif attended:
            yield run.earn(attended)


def _sessions(program: Program, client: ClientRow, run: _Run, seats: Sequence[SeatHad]) -> Iterator[_Earned]:
    """So many sessions attended, whatever was missed between; a miss only takes the amount back."""
    for seat in seats:
        if seat.status == ABSENT:
            run.miss()
        elif seat.status == ATTENDED:
            yield from run.count(seat)


def _in_a_row(program: Program, client: ClientRow, run: _Run, seats: Sequence[SeatHad]) -> Iterator[_Earned]:
    """So many sessions attended without an absence between; then the count begins anew."""
    for seat in seats:
        if seat.status == ABSENT:
            run.seats = ()
            run.miss()
        elif seat.status == ATTENDED:
            yield from run.count(seat)


def _topic_complete(
    program: Program, client: ClientRow, run: _Run, seats: Sequence[SeatHad]
) -> Iterator[_Earned]:
    """As many sessions of a topic as its Total; once for each topic."""
    had: dict[str, list[SeatHad]] = defaultdict(list)
    for seat in seats:
        if seat.status == ABSENT:
            run.miss()
        elif seat.status == ATTENDED:
            had[seat.topic].append(seat)
            if len(had[seat.topic]) == total_of(program, client, seat.topic):
                yield run.earn(tuple(had[seat.topic]))


_EARNED = {
    "week complete": _week_complete,
    "sessions": _sessions,
    "in a row": _in_a_row,
    "topic complete": _topic_complete,
}


def total_of(program: Program, client: ClientRow, topic: str) -> int | None:
    """How many sessions of a topic a client is to attend in all: by Needs, else by the curriculum; `None`: not said."""
    totals = [need.total for need in program.needs if (need.client, need.topic) == (client.code, topic)]
    stated = [total for total in totals if total is not None]
    if stated:
        return max(stated)
    steps = [row for row in program.curricula if (row.curriculum, row.topic) == (client.curriculum, topic)]
    return sum(row.sessions * (row.to_week - row.from_week + 1) for row in steps) or None


# --- the cap -------------------------------------------------------------------------------------


def _within_cap(
    client: ClientRow, row: RewardRow, earned: Sequence[_Earned], seats: Sequence[SeatHad]
) -> tuple[list[LedgerLine], int | None]:
    """The lines, none beyond the cap of its period, and what the last period that is on record has left."""
    given: dict[int, int] = defaultdict(int)
    first = client.starts or min(seat.day for seat in seats)
    lines: list[LedgerLine] = []
    for seat, because, cents in earned:
        period = _period(row, first, seat.day)
        allowed = cents if row.cap is None else min(cents, max(0, row.cap - given[period]))
        given[period] += allowed
        lines.append(
            LedgerLine(
                client=client.code,
                reward=row.name,
                day=seat.day,
                because=tuple(because),
                cents=allowed,
                withheld=cents - allowed,
                of_reward=given[period],
            )
        )
    if row.cap is None:
        return lines, None
    last = _period(row, first, max(seat.day for seat in seats))
    return lines, max(0, row.cap - given[last])


def _period(row: RewardRow, first: date, day: date) -> int:
    """Which period of the cap a day lies in, 0 for the one that begins with the stay."""
    return (day - first).days // row.cap_days if row.cap_days else 0


def _with_totals(lines: Sequence[LedgerLine]) -> Iterator[LedgerLine]:
    total = 0
    for line in lines:
        total += line.cents
        yield replace(line, total=total)


# --- the next step -------------------------------------------------------------------------------


def _following(
    program: Program, client: ClientRow, run: _Run, seats: Sequence[SeatHad], left: int | None
) -> str:
    row = run.row
    cents = run.next_cents if left is None else min(run.next_cents, left)
    if left == 0:
        return _cap_reached(client, row, seats)
    amount = f"{cents // 100}.{cents % 100:02d}"
    if row.earned_for == "week complete":
        return f"{amount} for the next week without an absence"
    if row.earned_for == "topic complete":
        return f"{amount} for the next topic completed"
    missing = row.number - len(run.seats)
    more = f"{missing} more {'session' if missing == 1 else 'sessions'}"
    return f"{amount} after {more}{' in a row' if row.earned_for == 'in a row' else ''}"


def _cap_reached(client: ClientRow, row: RewardRow, seats: Sequence[SeatHad]) -> str:
    if not row.cap_days:
        return "the cap of the stay is reached"
    first = client.starts or min(seat.day for seat in seats)
    period = _period(row, first, max(seat.day for seat in seats))
    return f"the cap is reached; a new period begins on {first + timedelta(days=(period + 1) * row.cap_days)}"

"""Rooms are alike when they differ in nothing but their names: also in a field that is new."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from planner.language.possible import interchangeable
from planner.model import Room, Window
from tests.constraints.crooked import ELM, crooked

OTHERWISE = {"seats": 5, "kinds": frozenset({"office"})}
ASH = replace(ELM, name="Ash")


def test_like_rooms_share_an_option_unless_their_windows_differ() -> None:
    assert interchangeable(crooked(ELM, ASH), set()) == [("Elm", "Ash")]
    assert interchangeable(crooked(ELM, ASH), {"Ash"}) == [("Elm",), ("Ash",)]
    apart = crooked(ELM, ASH, room_windows={"Ash": (Window(0, 600),)})
    assert interchangeable(apart, set()) == [("Elm",), ("Ash",)]


@pytest.mark.parametrize("field", [part.name for part in fields(Room) if part.name != "name"])
def test_a_room_that_differs_in_any_field_is_another(field: str) -> None:
    other = replace(ASH, **{field: OTHERWISE[field]})  # type: ignore[arg-type]
    assert interchangeable(crooked(ELM, other), set()) == [("Elm",), ("Ash",)]

"""Curves, radars and maps follow what is written, and are changed by pulling their points."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tyopaja import commands

Begin = Callable[..., Any]


def middle(place: Locator) -> tuple[float, float]:
    """The middle of an element."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def scores(one: Any) -> dict[str, Any]:
    """What each perspective was scored."""
    entries = one.session.state.entries_in("muotoilun-nakokulmat", "nakokulmat")
    return {entry.part: entry.fields["score"] for entry in entries}


def test_a_moment_of_a_curve_is_pulled_and_stepped(desk: Begin) -> None:
    """The arrow keys go a score at a time, the mouse as far as it is pulled; the curve goes with it."""
    one = desk()
    first, second, *_ = one.session.state.entries_in("palvelupolku", "polku")
    page = one.board("palvelupolku")
    point = page.locator(f'.curve [data-handle="{first.id}"]')
    point.focus()
    page.keyboard.press("End")
    one.settled(lambda: one.entry(first.id).fields.get("feeling") == 5)
    expect(point).to_have_attribute("aria-valuetext", "5 / 5")
    other = page.locator(f'.curve [data-handle="{second.id}"]')
    x, y = middle(other)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 300, steps=4)
    page.mouse.up()
    one.settled(lambda: one.entry(second.id).fields.get("feeling") == 1)
    expect(page.locator(".curve .way")).to_have_attribute("d", re.compile("^M.*C"))


def test_a_radar_is_scored_on_its_spokes(desk: Begin) -> None:
    """A score is given by keyboard, and the shape is drawn once there are three."""
    one = desk()
    page = one.board("muotoilun-nakokulmat")
    for part, key in (("haluttava", "Home"), ("helppo", "End"), ("miellyttava", "End")):
        page.locator(f'.radar [data-handle="{part}"]').focus()
        page.keyboard.press(key)
        one.settled(lambda part=part: part in scores(one))
    assert scores(one) == {"haluttava": 1, "helppo": 5, "miellyttava": 5}
    points = (page.locator(".radar .shape").get_attribute("points") or "").split()
    assert len(points) == 3
    expect(page.locator(".radar")).to_have_attribute("aria-label", re.compile("Helppokäyttöinen: 5 / 5"))


def test_a_point_of_a_map_is_moved_by_mouse_finger_and_arrows(desk: Begin) -> None:
    """Each gives the same edit, within the axes."""
    one = desk()
    one.do(commands.Add(by="aino", sheet="asemointi", section="kartta", text="Me", fields={"place": (50, 50)}))
    (entry,) = one.session.state.entries_in("asemointi", "kartta")
    page = one.board("asemointi", has_touch=True)
    point = page.locator(f'.map [data-handle="{entry.id}"]')
    point.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    one.settled(lambda: one.entry(entry.id).fields["place"] == (52, 60))
    frame = page.locator(".map .frame").bounding_box()
    assert frame is not None
    page.mouse.move(*middle(point.locator(".spot")))
    page.mouse.down()
    page.mouse.move(frame["x"] - 40, frame["y"] + frame["height"] + 40, steps=4)
    page.mouse.up()
    one.settled(lambda: one.entry(entry.id).fields["place"] == (0, 0))
    touch = page.context.new_cdp_session(page)
    x, y = middle(page.locator(f'.map [data-handle="{entry.id}"] .spot'))
    for kind, points in (("touchStart", [(x, y)]), ("touchMove", [(x + 200, y - 30)]), ("touchEnd", [])):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]})
    one.settled(lambda: one.entry(entry.id).fields["place"][0] > 10)


def test_the_axes_of_a_map_are_called_as_people_say(desk: Begin) -> None:
    """They are written in another box, and the map says them without a reload."""
    one = desk()
    page = one.board("asemointi")
    one.do(
        commands.Set(by="aino", sheet="asemointi", section="akseli-x", fields={"vasen": "Rauha", "oikea": "Porukka"})
    )
    expect(page.locator(".map-of .sides")).to_contain_text("Rauha")


def test_a_point_that_moves_elsewhere_moves_here(desk: Begin) -> None:
    """What somebody else does is seen."""
    one = desk()
    one.do(commands.Add(by="aino", sheet="asemointi", section="kartta", text="Me", fields={"place": (10, 10)}))
    (entry,) = one.session.state.entries_in("asemointi", "kartta")
    page = one.board("asemointi")
    point = page.locator(f'.map [data-handle="{entry.id}"]')
    before = point.get_attribute("transform")
    one.do(commands.Edit(by="aino", entry=entry.id, fields={"place": (90, 90)}))
    expect(point).not_to_have_attribute("transform", before or "")

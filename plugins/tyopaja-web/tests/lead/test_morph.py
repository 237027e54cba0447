"""The law by which panels become what the server says: the same in the end, and what was there stays the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page

if TYPE_CHECKING:
    from .conftest import Desk

TRY = """
async ([module, seed]) => {
  const { morph } = await import(module);
  let state = seed;
  const chance = (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const tree = (depth, names) => {
    const made = document.createElement(["div", "p", "ul"][chance(3)]);
    if (names.length && chance(2)) made.dataset.keep = names.splice(chance(names.length), 1)[0];
    if (chance(2)) made.className = "c" + chance(3);
    for (let left = chance(4); left > 0; left--) {
      made.append(depth && chance(3) ? tree(depth - 1, names) : document.createTextNode("t" + chance(4)));
    }
    return made;
  };
  const whole = () => {
    const top = document.createElement("section");
    const names = ["a", "b", "c", "d", "e"];
    for (let left = 1 + chance(5); left > 0; left--) top.append(tree(2, names));
    top.normalize();
    return top;
  };
  const faults = [];
  for (let turn = 0; turn < 300; turn++) {
    const now = whole();
    const next = whole();
    const named = [...now.children].filter((one) => one.dataset.keep);
    const before = new Map(named.map((one) => [one.nodeName + one.dataset.keep, one]));
    const wanted = next.outerHTML;
    morph(now, next);
    if (now.outerHTML !== wanted) faults.push([now.outerHTML, wanted]);
    for (const one of now.children) {
      const old = before.get(one.nodeName + one.dataset.keep);
      if (old && old !== one) faults.push(["another element", one.outerHTML]);
    }
  }
  return faults.slice(0, 3);
}
"""


@pytest.mark.parametrize("seed", [1, 20261125, 987654321])
def test_any_tree_becomes_any_other_and_what_has_a_name_stays_the_same_element(
    desk: Desk, page: Page, seed: int
) -> None:
    desk.open(page, desk.begin("silmukka", people=0))
    script = page.locator("script[type=module]").get_attribute("src") or ""
    assert page.evaluate(TRY, [script.replace("js/lead.js", "js/lead/morph.js"), seed]) == []

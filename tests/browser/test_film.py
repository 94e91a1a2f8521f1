"""The film: while it plays the formula of the present step stands beside it, and the panel holds still."""

from collections.abc import Callable

from playwright.sync_api import Page

OpenPage = Callable[..., Page]
LOOKS = 150

WATCH_SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources, hadRecentInput } of list.getEntries()) {
      const within = sources.filter(({ node }) => document.getElementById("inspector").contains(node));
      if (!hadRecentInput && within.length) shifts.push([value, ...within.map(({ node }) => node.className)]);
    }
  }).observe({ type: "layout-shift" });
}"""

LOOK = """() => {
  const panel = document.getElementById("inspector");
  const [shown] = panel.querySelectorAll("[data-inspected]");
  return {
    playing: panel.classList.contains("film"),
    number: shown?.dataset.inspected,
    pieces: panel.querySelectorAll(".symbolic-line .pieces math").length,
    numbers: panel.querySelectorAll(".numbers-line .pieces math").length,
    lit: panel.querySelectorAll(".term.lit").length,
    results: panel.querySelector(".numbers-line .result")?.innerText,
    sentence: document.getElementById("sentence").innerText,
    heights: [...panel.querySelectorAll(".line")].map((line) => [line.offsetTop, line.offsetHeight].join()).join(" "),
  };
}"""


def test_at_each_look_the_formula_of_the_present_step_is_there_and_the_panel_holds_still(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate(WATCH_SHIFTS)
    looks = []
    page.keyboard.press("Space")
    page.wait_for_selector(".inspector.film [data-inspected]")
    while len(looks) < LOOKS:
        look = page.evaluate(LOOK)
        if look["playing"]:
            looks.append(look)
        else:
            page.keyboard.press("Space")
        page.wait_for_timeout(230)
    assert [look for look in looks if not look["pieces"] or not look["numbers"]] == []
    assert len({look["heights"] for look in looks}) == 1, "each line keeps its place and its height"
    assert page.evaluate("shifts") == []
    assert len({look["number"] for look in looks}) >= 8
    unlit, lit, ended = (
        [look for look in looks if condition(look)]
        for condition in (
            lambda look: look["results"] == "= " and look["lit"] == 0,
            lambda look: look["results"] == "= " and look["lit"] > 0,
            lambda look: look["results"].strip("= ") != "" and look["lit"] == 0,
        )
    )
    assert min(map(len, (unlit, lit, ended))) >= 3, "first the formula, then its factors, then the result"
    for look in ended:
        assert look["results"].removeprefix("= ") in look["sentence"]
    assert all("= ." in look["sentence"] for look in [*unlit, *lit]), "in the sentence too it comes last"

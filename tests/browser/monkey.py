"""A monkey at the page: clicks, keys, typed nonsense, drags, other links and reloads, drawn by chance from a seed.

    make monkey SECONDS=600 SEED=1

After every 20 actions the page comes to rest. By then nothing may have gone wrong in it, it must have said why whenever
it was refused something, and its link, opened in another browser, must give back what one sees.
"""

import argparse
import json
import random
import sys
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, Response, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from app.words import words
from bench.chromium import FLAGS, find_chromium
from bench.startup import running
from tests.browser.monkey_hands import Hands

ACTIONS = 20
"""How many come before the page is looked at."""

WATCH = """
window.asking = 0;
const near = window.fetch;
window.fetch = (...asked) => ((asking += 1), near(...asked).finally(() => (asking -= 1)));
window.saidWhy = -Infinity;
const saysWhy = (one) => one.checkVisibility() && one.innerText;
const look = () => {
  if ([...document.querySelectorAll(".wrong, #toast")].some(saysWhy)) saidWhy = performance.now();
};
document.addEventListener("DOMContentLoaded", () =>
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true }));
"""
"""`asking` counts the questions on their way; `saidWhy` is when the page last said that something is not taken."""

SAID_WHY = "() => performance.now() - saidWhy < 2000"

SEEN = """() => {
  const texts = (selector) => [...document.querySelectorAll(selector)]
    .filter((one) => one.checkVisibility()).map((one) => one.textContent.trim());
  // What is chosen for a network that is not made yet is no part of a link, nor from where a recursion is followed.
  const values = Object.fromEntries([...document.querySelectorAll("select[data-change]")]
    .filter((one) => one.checkVisibility() && !one.closest(".recipe-section, [data-change=recursion-from]"))
    .map((one) => [`${one.dataset.change} ${one.dataset.of ?? ""}`, one.value]));
  // How far a push goes is no part of a link, nor is its reach.
  const numbers = [...document.querySelectorAll("#stage [data-address]")].filter((one) => !one.closest(".push"))
    .map((one) => `${one.dataset.address}: ${one.textContent.trim()}`).sort();
  return {
    ...values,
    numbers,
    language: document.documentElement.lang,
    presentation: document.documentElement.hasAttribute("data-present"),
    sentence: texts("#sentence"),
    at: document.querySelector("[data-track]")?.ariaValueNow,
    end: document.querySelector("[data-track]")?.ariaValueMax,
    pressed: [...document.querySelectorAll(":is(.stage, .time, .rail) [aria-pressed=true]")]
      .filter((one) => one.checkVisibility() && !one.closest(".push"))
      .map((one) => `${one.dataset.do} ${one.dataset.of ?? ""}`),
    zoom: texts("[data-part=views] .percent"),
    chosen: document.querySelector("[data-inspected]")?.dataset.inspected ?? null,
    padlocks: document.querySelectorAll(".padlock").length,
    drawer: texts("#drawer h2"),
  };
}"""
"""What a link carries, as one sees it."""


@dataclass
class Fault:
    """Something that went wrong, and how one gets there."""

    what: str
    seed: int
    action: int
    link: str
    steps: list[str]

    def __str__(self) -> str:
        steps = "\n".join(f"    {step}" for step in self.steps)
        return f"{self.what}\n  seed {self.seed}, by action {self.action}, now at {self.link[:1000]}\n{steps}"


class Monkey:
    """One page and its chance. `run` plays, and gives the faults."""

    def __init__(self, browser: Browser, address: str, seed: int) -> None:
        self.faults: list[Fault] = []
        self.actions = 0
        self.looks = 0
        self._browser = browser
        self._address = address
        self._seed = seed
        self._hands = Hands(random.Random(seed), address)
        self._steps: list[str] = []
        self._heard: list[str] = []
        self._refusals: list[tuple[str, str]] = []
        self._page = self._hands.page = self._new_page(address + "/?lang=en")

    def _new_page(self, address: str) -> Page:
        width, height = self._hands.size
        context = self._browser.new_context(viewport={"width": width, "height": height})
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on("pageerror", lambda error: self._heard.append(f"uncaught: {error}"))
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("response", self._answered)
        page.on("requestfailed", self._failed)
        self._open(page, address)
        return page

    def _open(self, page: Page, address: str) -> None:
        page.goto(address)
        page.wait_for_selector("html[data-ready=true]")

    def _console(self, kind: str, text: str) -> None:
        # What was refused is looked at as an answer.
        if kind in ("error", "warning") and "the server responded with a status of 4" not in text:
            self._heard.append(f"console {kind}: {text}")

    def _answered(self, response: Response) -> None:
        path = urlsplit(response.url).path
        if response.status >= 500:
            self._heard.append(f"answered {response.status}: {path}")
        elif response.status >= 400:
            self._refusals.append((f"{response.status} of {(response.request.post_data or '')[-300:]}", path))
        else:
            # What was taken in its place needs no word any more.
            self._refusals = [one for one in self._refusals if one[1] != path]

    def _failed(self, request: Request) -> None:
        # The page itself drops a request whose answer has become stale.
        if request.failure != "net::ERR_ABORTED":
            self._heard.append(f"request failed: {request.url} {request.failure}")

    def run(self, seconds: float) -> list[Fault]:
        """Play so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for _ in range(ACTIONS):
                self.actions += 1
                self._steps.append(self._hands.act())
                self._hear_why()
            self._look()
        self._page.context.close()
        return self.faults

    def _hear_why(self) -> None:
        """Whatever was refused, the page says so."""
        if not self._refusals:
            return
        self._page.wait_for_timeout(200)
        try:
            self._page.wait_for_function(SAID_WHY, timeout=3000)
        except PlaywrightTimeout:
            if self._refusals:
                self._fault(f"refused without a word: {self._refusals}")
        self._refusals = []

    def _rest(self, page: Page) -> None:
        """Nothing is open over the page, typed or asked, time stands, every question is answered, the link is there."""
        pause = words(page.evaluate("document.documentElement.lang"))["page.time.pause"]
        for _ in range(3):
            if page.locator("dialog[open], [data-part=editor] input").count():
                page.keyboard.press("Escape")
        page.evaluate("document.activeElement?.blur()")
        # A question stands in the place of the sentence, and is no part of a link.
        page.evaluate("document.querySelector('[data-do=ask-leave]')?.click()")
        before: dict[str, object] = {}
        for _ in range(50):
            now = {"link": page.url, "questions": page.evaluate("window.asking"), **page.evaluate(SEEN)}
            moving = [key for key in now if now[key] != before.get(key)]
            is_playing = page.locator("[data-do=play]").first.get_attribute("aria-label") == pause
            if not moving and now["questions"] == 0 and not is_playing:
                return
            # A press pauses time; on its way to the end of a step it takes one before to let it run.
            presses = 1 if is_playing else 2 if before and "at" in moving else 0
            page.evaluate(
                "(presses) => { while (presses--) document.querySelector('[data-do=play]').click(); }", presses
            )
            before = now
            page.wait_for_timeout(400)
        self._fault(f"never at rest: {', '.join(moving) or 'questions'}")

    def _look(self) -> None:
        self.looks += 1
        try:
            if not self._page.url.startswith(self._address):
                self._open(self._page, self._address)
            self._compare()
        except PlaywrightError as error:
            self._fault(f"the page cannot be looked at: {error.message[:300]}")
        broken = bool(self._heard)
        for heard in dict.fromkeys(self._heard):
            self._fault(heard)
        self._heard, self._steps = [], []
        if broken:
            self._open(self._page, self._address + "/?lang=en")

    def _compare(self) -> None:
        self._rest(self._page)
        seen, link = self._page.evaluate(SEEN), self._page.url
        again = self._new_page(link)
        self._rest(again)
        found = again.evaluate(SEEN)
        again.context.close()
        self._refusals = []
        for key in seen | found:
            one, other = seen.get(key), found.get(key)
            if one == other:
                continue
            if isinstance(one, list) and isinstance(other, list):
                one, other = [x for x in one if x not in other], [x for x in other if x not in one]
            self._fault(f"{key}: {json.dumps(one)[:300]} on the page, {json.dumps(other)[:300]} by its link")
        path = link.removeprefix(self._address)
        if len(path) < 2000:
            self._hands.links.append(path)

    def _fault(self, what: str) -> None:
        self.faults.append(Fault(what, self._seed, self.actions, self._page.url, list(self._steps)))


def main() -> None:
    """Play, and print every fault."""
    parser = argparse.ArgumentParser(description="A monkey at the page.")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    with running() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        monkey = Monkey(browser, address.rstrip("/"), options.seed)
        for fault in monkey.run(options.seconds):
            print(fault, end="\n\n")
        print(f"seed {options.seed}: {monkey.actions} actions, {monkey.looks} looks, {len(monkey.faults)} faults")
        browser.close()
    sys.exit(1 if monkey.faults else 0)


if __name__ == "__main__":
    main()

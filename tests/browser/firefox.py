"""A Firefox as its makers build it, driven by WebDriver BiDi: found, and installed where apt-get may be used.

Playwright drives a Firefox of its own making only; what everybody's Firefox speaks is this protocol of the W3C, JSON
over one WebSocket. `python -m tests.browser.firefox` makes sure that there is one, and prints where.
"""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

from bench.chromium import installed_by_apt, starts

NAMES = ("firefox-esr", "firefox")
PATIENCE = 20
"""Seconds that anything may take."""

KEYS = {
    "ArrowLeft": "\ue012",
    "ArrowRight": "\ue014",
    "Control": "\ue009",
    "End": "\ue010",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Home": "\ue011",
    "Space": " ",
}
"""What the protocol calls the keys that write no letter."""

EVENTS = ("log.entryAdded", "network.beforeRequestSent", "network.fetchError", "network.responseCompleted")

QUIET = """
user_pref("app.normandy.enabled", false);
user_pref("app.update.disabledForTesting", true);
user_pref("browser.safebrowsing.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,");
"""
"""Nothing of the browser's own may leave the machine."""


def find_firefox() -> str | None:
    """Path of a Firefox that starts: $FIREFOX, else one on the PATH, else None."""
    on_path = (shutil.which(name) for name in NAMES)
    return os.environ.get("FIREFOX") or next((path for path in on_path if path and starts(path)), None)


class Firefox:
    """A running browser, and what goes wrong on its pages."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._calls = 0
        self.complaints: list[str] = []
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=EVENTS)

    def call(self, method: str, **params: Any) -> Any:
        """What the browser answers; what it reports meanwhile is looked at."""
        self._calls += 1
        self._socket.send(json.dumps({"id": self._calls, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv(timeout=PATIENCE))).get("id") != self._calls:
            self._hear(answer["method"], answer["params"])
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def _hear(self, event: str, params: dict[str, Any]) -> None:
        if event == "log.entryAdded" and params["level"] in ("error", "warn"):
            self.complaints.append(f"{params['type']} {params['level']}: {params['text']}")
        elif event == "network.beforeRequestSent":
            target = urlsplit(params["request"]["url"])
            if target.scheme in ("http", "https") and target.hostname != "127.0.0.1":
                self.complaints.append(f"request to another host: {params['request']['url']}")
        elif event == "network.fetchError" and "ABORT" not in params["errorText"]:
            # The page itself drops a request whose answer has become stale.
            self.complaints.append(f"request failed: {params['request']['url']} {params['errorText']}")
        elif event == "network.responseCompleted" and params["response"]["status"] >= 400:
            self.complaints.append(f"answered {params['response']['status']}: {params['response']['url']}")


class Tab:
    """A page in a user context of its own."""

    def __init__(self, browser: Firefox) -> None:
        self._browser = browser
        self._user = browser.call("browser.createUserContext")["userContext"]
        self._context = browser.call("browsingContext.create", type="tab", userContext=self._user)["context"]
        self._call("browsingContext.setViewport", viewport={"width": 1280, "height": 800})

    def _call(self, method: str, **params: Any) -> Any:
        return self._browser.call(method, context=self._context, **params)

    def open(self, url: str) -> None:
        """Go there, and wait for real numbers; a link to the page that is open already is only a change of its end."""
        self._call("browsingContext.navigate", url=url, wait="complete")
        self.wait_for("document.documentElement.dataset.ready === 'true'")

    def back(self) -> None:
        """As the browser's button does."""
        self._call("browsingContext.traverseHistory", delta=-1)

    def evaluate(self, expression: str) -> Any:
        """What an expression of JavaScript comes to, by way of JSON."""
        wrapped = f"(async () => JSON.stringify(await ({expression})) ?? 'null')()"
        target = {"context": self._context}
        answer = self._browser.call("script.evaluate", expression=wrapped, target=target, awaitPromise=True)
        if answer["type"] == "exception":
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"]["value"])

    def wait_for(self, expression: str) -> None:
        """Until the expression is true."""
        end = time.monotonic() + PATIENCE
        while not self.evaluate(expression):
            assert time.monotonic() < end, f"never true: {expression}"
            time.sleep(0.02)

    def press(self, *keys: str) -> None:
        """These keys at once, by Playwright's names, held in this order."""
        codes = [KEYS.get(key, key) for key in keys]
        down = [{"type": "keyDown", "value": code} for code in codes]
        self._keys(down + [{"type": "keyUp", "value": code} for code in reversed(codes)])

    def type(self, text: str) -> None:
        """One character after another."""
        self._keys([{"type": kind, "value": one} for one in text for kind in ("keyDown", "keyUp")])

    def _keys(self, actions: list[dict[str, str]]) -> None:
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self._call("input.performActions", actions=[source])

    def click(self, selector: str) -> None:
        """The middle of the first such element."""
        self.drag(selector, 0)

    def drag(self, selector: str, by: int) -> None:
        """Press in the middle of the first such element, draw it so many pixels aside in five moves, and let go."""
        element = f"document.querySelector({json.dumps(selector)})"
        self.wait_for(f"{element} !== null")
        middle = "({x, y, width, height}) => [x + width / 2, y + height / 2].map(Math.round)"
        x, y = self.evaluate(f"({middle})({element}.getBoundingClientRect())")
        moves = [{"type": "pointerMove", "x": x + by * part // 5, "y": y} for part in range(1, 6 if by else 1)]
        actions = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            *moves,
            {"type": "pointerUp", "button": 0},
        ]
        source = {"type": "pointer", "id": "mouse", "actions": actions}
        self._call("input.performActions", actions=[source])

    def choose(self, selector: str, value: str) -> None:
        """An option of a list. The list itself is a window of the system's, where no protocol reaches."""
        choosing = "(list, value) => { list.value = value; list.dispatchEvent(new Event('change', {bubbles: true})); }"
        self.evaluate(f"({choosing})(document.querySelector({json.dumps(selector)}), {json.dumps(value)})")

    def close(self) -> None:
        """With all that it has stored."""
        self._browser.call("browser.removeUserContext", userContext=self._user)


@contextmanager
def firefox(path: str, profile: Path) -> Iterator[Firefox]:
    """A Firefox without a window, in a profile of its own; it ends with the block."""
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "user.js").write_text(QUIET)
    command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as browser:
        assert browser.stderr is not None
        try:
            found = (re.search(r"BiDi listening on (ws://\S+)", line) for line in browser.stderr)
            address = next((match[1] for match in found if match), None)
            assert address is not None, f"{path} speaks no WebDriver BiDi"
            with connect(f"{address}/session", max_size=None, proxy=None) as socket:
                yield Firefox(socket)
        finally:
            browser.terminate()
            browser.stderr.read()


def main() -> None:
    """Make sure that there is a Firefox, where apt-get can."""
    if find_firefox() is None:
        installed_by_apt("firefox-esr")
    print(f"Firefox: {find_firefox() or 'none; the tests in it are skipped'}")


if __name__ == "__main__":
    main()

"""A minute of the monkey, from one seed; `make monkey` lets it play longer, and from any."""

from playwright.sync_api import Browser

from tests.browser.monkey import Monkey

SECONDS = 60
SEED = 1


def test_whatever_one_does_nothing_breaks_and_the_link_gives_it_back(browser: Browser, server_url: str) -> None:
    monkey = Monkey(browser, server_url, SEED)
    assert [str(fault) for fault in monkey.run(SECONDS)] == []
    assert monkey.looks > 0

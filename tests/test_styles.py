"""Whose a class is: a component's rules stand under a root class of its own, and few names mean the same everywhere."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
CSS = ROOT / "static" / "css"
SHARED = ("base.css", "dom/controls.css")
ACROSS = tuple(
    f"shell/{name}.css" for name in ("page", "stale", "beside-lesson", "present", "embed", "contrast", "print")
)
"""The page's frame and its modes, which say of many components at once how they stand."""

APART = ("tokens.css", "shell/problem.css")
"""What has no components: the tokens, and a page of its own."""

CLASS = re.compile(r"\.(-?[a-z_][\w-]*)")
GROUPS = re.compile(r"@(?:layer|media|container)\b")


def components() -> list[str]:
    files = sorted(file.relative_to(CSS).as_posix() for file in CSS.rglob("*.css"))
    return [file for file in files if file not in (*SHARED, *ACROSS, *APART)]


def rules(text: str) -> Iterator[tuple[int, str]]:
    """Each selector of a sheet, with the number of selectors around it; groups, such as layers, do not count."""
    text = re.sub(r"/\*.*?\*/|@keyframes [\w-]+ \{(?:[^{}]*\{[^{}]*\})*\s*\}", "", text, flags=re.DOTALL)
    around: list[bool] = []
    for piece in re.findall(r"[^{};]*[{};]", text):
        head, end = piece[:-1].strip(), piece[-1]
        if end == "{":
            if not head.startswith("@"):
                for selector in split(head):
                    yield sum(around), selector
            around.append(not GROUPS.match(head))
        elif end == "}":
            around.pop()


def split(selectors: str) -> list[str]:
    """A list of selectors, parted at the commas that stand in no brackets."""
    return [part.strip() for part in re.split(r",(?![^()]*\))", selectors)]


def declared(file: str) -> list[str]:
    """The roots that a component's file names before the colon of its first comment."""
    first = re.match(r"/\* ((?:`\.[\w-]+`(?:,\s+)?)+): ", (CSS / file).read_text("utf-8"))
    assert first, f"{file} begins with its root classes"
    return CLASS.findall(first[1])


def roots() -> dict[str, str]:
    """Each root class and its file."""
    return {root: file for file in components() for root in declared(file)}


def shared() -> set[str]:
    """The names that the comment of the shared pieces lists."""
    comment = re.match(r"/\*.*?\n\n(.*?)\*/", (CSS / "dom/controls.css").read_text("utf-8"), re.DOTALL)
    assert comment
    return set(comment[1].split())


def leading(selector: str) -> str | None:
    """The first class of a selector, that of a page's mode and its elements left aside."""
    found = CLASS.search(re.sub(r":root(\[[^\]]*\]|:not\([^)]*\))*", "", selector))
    return found[1] if found else None


def test_a_component_s_rules_stand_under_its_root():
    outside = [
        f"{file}: {selector}"
        for file in components()
        for depth, selector in rules((CSS / file).read_text("utf-8"))
        if depth == 0 and not ((first := CLASS.match(selector)) and first[1] in declared(file))
    ]
    assert outside == []


def test_a_root_belongs_to_one_file_and_is_no_shared_name():
    named = [root for file in components() for root in declared(file)]
    assert sorted(set(named)) == sorted(named)
    assert shared().isdisjoint(named)
    used = {
        file: {leading(selector) for depth, selector in rules((CSS / file).read_text("utf-8")) if depth == 0}
        for file in components()
    }
    assert [root for root, file in roots().items() if root not in used[file]] == []


def test_the_shared_names_are_those_that_are_listed():
    found = {
        leading(selector)
        for file in SHARED
        for _, selector in rules((CSS / file).read_text("utf-8"))
        if CLASS.search(selector)
    }
    assert found == shared()


def test_what_goes_across_components_names_the_root_first():
    known = roots().keys() | shared()
    astray = [
        f"{file}: {selector}"
        for file in ACROSS
        for _, selector in rules((CSS / file).read_text("utf-8"))
        if leading(selector) and leading(selector) not in known
    ]
    assert astray == []


def test_every_sheet_is_on_the_page():
    sheets = (CSS / "order.txt").read_text("utf-8").split()
    assert sorted([*sheets, "shell/problem.css"]) == sorted(
        file.relative_to(CSS).as_posix() for file in CSS.rglob("*.css")
    )

"""What is true of the files as they lie here, whatever they do."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.words import words

ROOT = Path(__file__).parent.parent
MAX_LINES = 300
LONGER_WITH_REASON: dict[str, str] = {
    "static/js/export/dialog.js": "one dialog: a picture, and a film",
    "static/js/screens/explore/inspector/gradient-stack.js": "one figure: its rows, scale and sum",
    "static/js/screens/explore/sections/budget.js": "one figure: its rows, scale and verdict",
    "static/js/stage/matrices/equations.js": "one table: an equation for each quantity",
    "static/js/stage/scene/backward.js": "one drawing: all that a backward lane has",
    "static/js/stage/scene/forward.js": "one drawing: all that a forward lane has",
    "static/js/stage/scene/journeys.js": "one table: how each quantity travels",
    "static/js/stage/text/tables.js": "one page of tables",
    "tests/js/language/sentences/sentence.test.js": "the tests of one module",
    "tests/js/screens/explore/actions.test.js": "the tests of one module",
    "tests/js/server/trace.test.js": "the tests of one module",
    "tests/js/shell/keyboard.test.js": "the tests of one module",
    "tests/js/stage/matrices/equations.test.js": "the tests of one module",
    "tests/js/stage/scene/context.test.js": "the tests of one module",
    "tests/js/stage/scene/motion.test.js": "the tests of one module",
}
"""All of these are formatted with each argument of a long call on a line of its own."""

SOURCES = (".py", ".js", ".css", ".html")


@cache
def files() -> tuple[Path, ...]:
    """The files of the project: those that git knows or would take, or, in an unpacked sdist, all."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return tuple(path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file())
    return tuple(path for path in ROOT.rglob("*") if path.is_file() and not is_made(path.relative_to(ROOT)))


def is_made(path: Path) -> bool:
    made = {"node_modules", "__pycache__", "dist", "build"}
    return any(part in made or (part.startswith(".") and part != ".ci") for part in path.parts[:-1])


def texts(*folders: str, endings: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Name and text of each file in these folders (all, if none is named) with one of these endings."""
    for path in files():
        name = path.relative_to(ROOT)
        if (not folders or name.parts[0] in folders) and (not endings or path.suffix in endings):
            try:
                yield str(name), path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


# Written so that this file does not find itself.
@pytest.mark.parametrize(
    "pattern",
    [
        r"[p]ythonhosted|[n]pmjs\.|[p]ypi\.org/|[d]eb\.debian\.|registry\.[n]pm",
        r"(?<![\w.])/(?:[w]ork|[r]oot|[h]ome/\w+|[U]sers/\w+)/\w",
    ],
    ids=["host of a registry", "path of one machine"],
)
def test_no_file_names_a_place_that_only_its_author_has(pattern):
    found = {name: match[0] for name, text in texts() if (match := re.search(pattern, text))}
    assert found == {}


def test_no_page_loads_anything_from_another_host():
    loading = re.compile(
        r"""(?:src|href|action|poster)\s*=\s*["']?(?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//"""
        r"""|\bfrom\s+["']https?://|import\(\s*["']https?://|(?:fetch|EventSource|WebSocket)\(\s*["'`](?:https?|wss?)://"""
    )
    found = {name: match[0] for name, text in texts("static", "templates") if (match := loading.search(text))}
    assert found == {}


def test_no_page_has_a_style_or_script_of_its_own_in_it():
    for name, text in texts("templates", endings=(".html",)):
        assert not re.search(r"<style|\sstyle=|\son\w+=", text), name
        for tag in re.findall(r"<script[^>]*>", text):
            assert "src=" in tag or 'type="application/json"' in tag, f"{name}: {tag}"


def test_every_source_file_is_one_idea_long():
    long = {
        name: text.count("\n")
        for name, text in texts("app", "static", "templates", "tests", "bench", endings=SOURCES)
        if text.count("\n") > MAX_LINES
    }
    assert long.keys() == LONGER_WITH_REASON.keys(), long


def test_nothing_says_that_it_is_unfinished():
    unfinished = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b|NotImplemented[E]rror|[l]orem ipsum", re.IGNORECASE)
    found = {name: match[0] for name, text in texts(endings=SOURCES) if (match := unfinished.search(text))}
    assert found == {}


def test_every_text_file_ends_with_one_newline_and_has_no_windows_line_ends():
    for name, text in texts(endings=(*SOURCES, ".json", ".toml", ".md", ".svg")):
        assert "\r" not in text, name
        assert text.endswith("\n"), name
        assert not text.endswith("\n\n"), name


@cache
def said_in_code() -> frozenset[str]:
    """The keys of words that stand in code as string literals, with or without gaps."""
    families = "|".join({re.escape(key.split(".")[0]) for key in words("en")})
    literal = re.compile(rf"""(["'`])((?:{families})\..*?)\1""")
    return frozenset(
        said
        for name, text in texts("app", "static", "templates", endings=(".py", ".js", ".html", ".json"))
        if not name.startswith("app/locales/")
        for _, said in literal.findall(text)
    )


def test_every_word_is_used():
    """A key stands in the code as it is, or fits a literal with gaps such as `problem.{code}.title`; a key of
    the plural ends in the form that the language asks for."""
    gap = re.compile(r"\$?\{[^{}]*\}")
    with_gaps = [
        re.compile(r"[\w.-]+".join(map(re.escape, gap.split(said)))) for said in said_in_code() if gap.search(said)
    ]

    def used(key: str) -> bool:
        bare = re.sub(r"\.(?:zero|one|two|few|many|other)$", "", key)
        return bool({key, bare} & said_in_code()) or any(pattern.fullmatch(key) for pattern in with_gaps)

    assert [key for key in words("en") if not used(key)] == []


def test_every_word_that_the_page_asks_for_exists():
    plurals = {key.rsplit(".", 1)[0] for key in words("en")}
    asked = {
        (name, key)
        for name, text in texts("static", "templates", endings=(".js", ".html"))
        for key in re.findall(r"""\b(?:t|translate)\(\s*["']([\w.-]+)["']""", text)
        if key not in words("en") and key not in plurals
    }
    assert asked == set()


def test_the_lock_file_of_the_type_checker_names_no_registry():
    assert "resolved" not in (ROOT / "package-lock.json").read_text("utf-8")


def test_the_entry_of_continuous_integration_can_be_run():
    assert (ROOT / ".ci/run").stat().st_mode & 0o111

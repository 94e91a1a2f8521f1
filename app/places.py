"""Where the pages, presets and words are, alike for a checkout, an editable install, a wheel and an sdist."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def static_dir() -> Path:
    """Folder that is served under /static."""
    return _inside_or_beside("static")


def is_installed() -> bool:
    """Whether these folders lie inside the package, where a wheel has them and nobody edits them."""
    return (PACKAGE / "static").is_dir()


def templates_dir() -> Path:
    """Folder of the Jinja templates."""
    return _inside_or_beside("templates")


def presets_dir() -> Path:
    """Folder of the worked examples, one JSON file each."""
    return PACKAGE / "presets"


def locales_dir() -> Path:
    """Folder of the word catalogues, one JSON file a language."""
    return PACKAGE / "locales"


def lessons_dir() -> Path:
    """Folder of the lessons, one folder each."""
    return PACKAGE / "lessons"


def _inside_or_beside(name: str) -> Path:
    """A wheel carries the folder inside the package; a checkout has it beside the package."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name

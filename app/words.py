"""Every word that a person reads, by key and language, and the choice of the language.

A catalogue is `app/locales/<code>.json`: one flat object of keys and texts with `{placeholders}`. A placeholder
`{actual:neurons}` is a count with its noun: `count.neurons.one` or `count.neurons.other`, as the language wants.
`notes.json` beside the catalogues is for translators and is never served.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from app.places import locales_dir

DEFAULT_LANGUAGE = "en"

_PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+))?\}")

_TAG = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8}){0,7}")

_WITH_SINGULAR = frozenset({"en"})
"""Languages in which one thing is not said as several are."""

_SCRIPTS = MappingProxyType({"zh": "zh-hans", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"})
"""Tags that leave out the script, with the one that is read there."""


@cache
def languages() -> Mapping[str, str]:
    """Code of each language and the name it has in itself, the default language first."""
    codes = sorted(path.stem for path in locales_dir().glob("*.json") if path.stem != "notes")
    codes.sort(key=lambda code: code != DEFAULT_LANGUAGE)
    return MappingProxyType({code: words(code)["language.name"] for code in codes})


@cache
def words(language: str) -> Mapping[str, str]:
    """The whole catalogue of one language, in the order of its keys.

    Raises LookupError for a language that has no catalogue.
    """
    known = {path.stem: path for path in locales_dir().glob("*.json") if path.stem != "notes"}
    if language not in known:
        raise LookupError(f"no catalogue for the language {language!r}")
    return MappingProxyType(json.loads(known[language].read_text("utf-8")))


def translate(language: str, key: str, **params: object) -> str:
    """The text of a key with its placeholders filled in: a list with commas, an empty one as a dash.

    Raises LookupError for an unknown language or key, or a placeholder that got no value.
    """

    def filled(found: re.Match[str]) -> str:
        spoken, noun = _spoken(params[found[1]]), found[2]
        if noun is None:
            return spoken
        form = "one" if spoken == "1" and language in _WITH_SINGULAR else "other"
        return translate(language, f"count.{noun}.{form}", count=spoken)

    return _PLACEHOLDER.sub(filled, words(language)[key])


def _spoken(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(item) for item in value) or "–"
    return str(value)


def negotiate(query_lang: str | None, accept_language: str | None) -> str:
    """The language to answer in: the one asked for by `?lang=` if there is such a one, else the best of the
    `Accept-Language` header (RFC 9110 §12.5.4), else English.

    Neither argument is trusted: what does not name a language of ours is passed over.
    """
    wanted = [(query_lang or "").lower(), *_preferences(accept_language or "")]
    return next(filter(None, map(_lookup, wanted)), DEFAULT_LANGUAGE)


def _lookup(tag: str) -> str | None:
    """The language that a tag in lower case names, its last parts left out one by one (RFC 4647 §3.4)."""
    codes = {code.lower(): code for code in languages()}
    while _TAG.fullmatch(tag):
        if code := codes.get(_SCRIPTS.get(tag, tag)):
            return code
        tag = tag.rpartition("-")[0]
    return None


def _preferences(header: str) -> list[str]:
    """Language tags of an Accept-Language header in lower case, the most wanted first."""
    weighted = []
    for part in header[:1000].split(","):
        tag, _, parameter = part.strip().partition(";")
        name, _, text = parameter.strip().partition("=")
        try:
            weight = float(text) if name.strip().lower() == "q" else 1.0
        except ValueError:
            continue
        if tag.strip() and weight > 0:
            weighted.append((weight, tag.strip().lower()))
    return [tag for _, tag in sorted(weighted, key=lambda pair: -pair[0])]

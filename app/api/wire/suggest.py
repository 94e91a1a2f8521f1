"""What may have been meant by a name that does not exist here: the same thing under its name elsewhere, or else the
known name that is nearest to it."""

from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Any

from app.api.wire.vocabulary import VOCABULARIES

_MAX_LETTERS = 64
"""Longer strings are not typing errors, and comparing them costs time."""

_MIN_LIKENESS = 0.6

_MIN_LIKENESS_ELSEWHERE = 0.8
"""Between a slip and a name of elsewhere: there are more of those, and one in between need not be meant."""

_MORE_THAN_A_SLIP = 3
"""A name with so many letters more than the known one inside it (hard_sigmoid) is another name, not a slip."""

_ENDINGS = ("loss", "cost", "optimizer", "initializer", "activation", "function", "layer")
"""What libraries write behind a name that stands by itself here: HuberLoss, AdamOptimizer."""


def meant(code: str, name: object, known: Collection[str]) -> Mapping[str, Any]:
    """What can be said about a name that is none of `known`: `suggestion`, the known name of the same thing or
    one spelt much like it, and `note`, the key of how the two differ; or `unavailable`, where the name is that
    of something else. The name itself is never given back.

    `code` is that of the fault: it says which vocabulary the name may come from.
    """
    if not isinstance(name, str) or len(name) > _MAX_LETTERS:
        return {}
    found = _elsewhere(code, name, known)
    if found is None:
        likely = nearest(name, known) or _nearest_elsewhere(code, name)
        return {"suggestion": likely} if likely in known else {}
    ours, note = found
    if ours not in known:
        return {} if code == "unknown-field" else {"unavailable": True}
    return {"suggestion": ours} if note is None else {"suggestion": ours, "note": note}


def bare(name: str) -> str:
    """A name without what libraries write differently: capitals, low lines, hyphens, spaces, its module."""
    last = name.strip().removesuffix("()").rpartition(".")[2]
    return "".join(letter for letter in last.lower() if letter not in "_- ")


def nearest(name: str, known: Collection[str], least: float = _MIN_LIKENESS) -> str | None:
    """The known name most like `name`, or None when none is as much as `least`.

    Capitals count only between names that are equally alike without them: dL_dw is dL_dW rather than dl_dW.
    """
    spelt, lower = bare(name), name.lower()
    alike = [
        (likeness, ours)
        for ours, own in _bare_names(tuple(known))
        if not _is_another(spelt, own) and (likeness := _likeness(lower, ours.lower())) >= least
    ]
    return max(alike, key=lambda found: (found[0], _likeness(name, found[1]), found[1]))[1] if alike else None


def _elsewhere(code: str, name: str, known: Collection[str]) -> tuple[str | None, str | None] | None:
    """The name here of what is called `name` elsewhere, None if there is no such thing here, and the key of a
    note; None for a name that no vocabulary has."""
    names, notes = _index(code)
    spelt = bare(name)
    own = [ours for ours, bare_name in _bare_names(tuple(known)) if bare_name == spelt]
    shorter = next((spelt.removesuffix(ending) for ending in _ENDINGS if spelt.endswith(ending)), spelt)
    if spelt in names:
        return names[spelt], notes.get(spelt)
    if len(own) == 1:
        return own[0], notes.get(spelt)
    if shorter not in ("", spelt):
        return _elsewhere(code, shorter, known)
    return None


def _nearest_elsewhere(code: str, name: str) -> str | None:
    """The name here of what has a name much like `name` elsewhere."""
    names, _ = _index(code)
    slip = nearest(bare(name), names, _MIN_LIKENESS_ELSEWHERE)
    return None if slip is None else names[slip]


@lru_cache(maxsize=64)
def _bare_names(known: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each name of ours with its bare form."""
    return tuple((name, bare(name)) for name in known)


@cache
def _index(code: str) -> tuple[Mapping[str, str | None], Mapping[str, str]]:
    """By its bare form: what each name is called here (None: there is no such thing), and the key of its note."""
    vocabulary = VOCABULARIES.get(code)
    if vocabulary is None:
        return {}, {}
    names: dict[str, str | None] = dict.fromkeys(map(bare, vocabulary.absent))
    for ours, synonyms in vocabulary.synonyms.items():
        names |= {bare(name): ours for name in (ours, *synonyms)}
    return names, {bare(name): note for note, named in vocabulary.notes.items() for name in named}


def _is_another(name: str, known: str) -> bool:
    """Whether one name holds the whole of the other and more than a slip besides. A beginning may stand for a
    name, as `half_squared` does; `sign` does not stand for softsign."""
    longer, shorter = sorted((name, known), key=len, reverse=True)
    more_than_a_slip = len(longer) - len(shorter) >= _MORE_THAN_A_SLIP
    return more_than_a_slip and shorter in longer and not known.startswith(name)


def _likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same; 0 too where the letters alone make it less than is asked for."""
    compared = SequenceMatcher(None, one, other)
    return compared.ratio() if compared.quick_ratio() >= _MIN_LIKENESS else 0.0

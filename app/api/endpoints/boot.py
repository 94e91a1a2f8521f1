"""What the page starts from, and does not have to ask for."""

import re
from collections.abc import Mapping
from typing import Any

import orjson
from markupsafe import Markup

from app import __version__
from app.api.admission.service import Service
from app.api.admission.settings import LIMITS
from app.api.endpoints import trace
from app.api.endpoints.activations import activations
from app.api.endpoints.losses import losses
from app.api.endpoints.presets import preset_answer, presets_answer
from app.api.wire.problems import Problem
from app.words import languages, words

OPENING_PRESET = "lecture"

_EDITED = ("layers", "loss", "reduction", "x", "target", "learning_rate")
_FOR_OTHERS = re.compile(r"(?:limit|warning|teach)\.|problem\.(?!suggestion$|note\.|unavailable$|[\w-]+\.detail$)")
"""Words of the pages of problems and of programs."""


_MAX_WRITTEN = 16
"""Of these texts are kept."""


class Boot:
    """The data of one application's page, written once for each language and prefix."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._written: dict[tuple[str, str], Markup] = {}

    async def text(self, language: str, root: str = "") -> Markup:
        """JSON for a script element."""
        if (language, root) not in self._written:
            if len(self._written) >= _MAX_WRITTEN:
                self._written.clear()
            self._written[language, root] = in_html(await self.data(language, root))
        return self._written[language, root]

    async def data(self, language: str, root: str = "") -> Mapping[str, Any]:
        """Everything that the page needs before it asks for anything. root: what stands before all its paths."""
        settings = self._service.settings
        return {
            "version": __version__,
            "root": root,
            "language": language,
            "languages": [{"code": code, "name": name} for code, name in languages().items()],
            "words": {key: text for key, text in words(language).items() if not _FOR_OTHERS.match(key)},
            "presets": presets_answer()["presets"],
            "preset": preset_answer(OPENING_PRESET),
            "answer": await self._answer(),
            "curve_z": activations()["curve_z"],
            "activations": activations()["activations"],
            "losses": losses()["losses"],
            "limits": {name: getattr(settings, name) for name in LIMITS},
        }

    async def _answer(self) -> Mapping[str, Any] | None:
        """The answer to the page's first question, beside the question; none where the limits here refuse it."""
        request = opening_request()
        try:
            answer = await self._service.answer(orjson.dumps(request), trace.prepare)
        except Problem:
            return None
        return {"request": request, "value": orjson.Fragment(answer)}


def opening_request() -> dict[str, Any]:
    """The body with which `server/trace.js` asks for the pass of the opening example."""
    preset = preset_answer(OPENING_PRESET)
    problem = {**preset["request"], **preset["cases"][0]["changes"]}
    return {**{field: problem[field] for field in _EDITED}, "include": ["steps", "costs"], "sample": 0}


def in_html(data: Mapping[str, Any]) -> Markup:
    """JSON that can stand inside a script element: no `<` that could begin a tag or a comment."""
    return Markup(orjson.dumps(data).replace(b"<", b"\\u003c").replace(b"&", b"\\u0026").decode("utf-8"))

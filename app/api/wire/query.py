"""What stands behind the question mark of a path."""

from urllib.parse import parse_qs

from starlette.types import Scope

from app.api.wire.problems import Problem


def whole_number(scope: Scope, name: str, most: int) -> int | None:
    """The number that a request's query gives by this name; None where it gives none.

    Raises Problem `bad-query`.
    """
    given = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True).get(name)
    if given is None:
        return None
    text = given[0]
    if len(given) == 1 and text.isascii() and text.isdigit() and len(text) <= 18 and int(text) <= most:
        return int(text)
    raise Problem.of("bad-query", name=name, most=most)

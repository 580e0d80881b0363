"""The two sentences of an error: what happened and what to do next."""

from assessor.errors import AssessorError
from assessor.i18n.translator import Say
from assessor.i18n.visible import visible_line

_NAMED = {"kind": "kind", "needed": "kind", "field": "field", "word_part": "word_part"}


def sentences(error: AssessorError, say: Say) -> tuple[str, str]:
    """What happened and what to do next, in the language of `say`; no value can bring a control character in.

    A sentence may have a form of its own per `reason` (`OutputFailed.next.full`) or where something similar is known
    (`UnknownFact.next.nearest`).
    """
    values = {key: _in_words(key, visible_line(str(value)), say) for key, value in error.values.items()}
    return _sentence(error, "what", values, say), _sentence(error, "next", values, say)


def problem_text(problem: object, say: Say) -> str:
    """What is wrong with an input and what to do, on one line; its place stands before it, where wanted."""
    code, values = (getattr(problem, name) for name in ("code", "values"))
    shown = {key: visible_line(str(value)) for key, value in values.items()}
    both = (say(f"problem.{code}.what", **shown), say(f"problem.{code}.next", **shown))
    return ("" if say.lang == "ja" else " ").join(both)


def _in_words(key: str, value: str, say: Say) -> str:
    """Kinds of subjects and names of fields are said in the reader's language."""
    prefix = _NAMED.get(key)
    if prefix is None:
        return value
    found = say(f"{prefix}.{value}")
    return value if found == f"{prefix}.{value}" else found


def _sentence(error: AssessorError, part: str, values: dict[str, str], say: Say) -> str:
    key = f"{error.name}.{part}"
    form = "nearest" if error.values.get("nearest") else error.values.get("reason")
    if form:
        found = say(f"{key}.{form}", **values)
        if found != f"{key}.{form}":
            return found
    return say(key, **values)

"""Statements of section 7 as lines and as JSON; remarks on a text as lines."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from assessor.compose.differences import Part, difference
from assessor.i18n.translator import Say
from assessor.i18n.visible import visible_line

if TYPE_CHECKING:
    from assessor.model.choice import StatementChoice
    from assessor.model.remark import Remark

_STAGE_WRITTEN = {"implemented": "in_place", "planned": "to_come", "partial": "partial"}


def choice_lines(choice: "StatementChoice", remarks: "Iterable[Remark]", say: Say) -> Iterator[str]:
    """A statement: its id, stage and whether it is shown; then its words, both where the officer has others."""
    now = choice.now
    stage = (
        _stage(now.stage.value if now and not now.partial else "partial", say) if now else say("cli.section7.silent")
    )
    own = f"　{say('cli.section7.own')}" if choice.own else ""
    yield f"{choice.id}　{stage}　{say(f'cli.section7.is.{choice.visibility.value}')}{own}"
    if choice.own is None:
        if now is not None:
            yield f"    {visible_line(now.text)}"
        return
    if choice.is_outdated:
        written = _stage(_STAGE_WRITTEN[choice.own.stage.value], say)
        yield f"  ! {say('cli.section7.outdated', written=written, now=stage)}"
    parts = difference(now.without_period if now else "", choice.own.text)
    if now is not None:
        yield f"  - {_marked(parts.before)}"
    yield f"  + {_marked(parts.after) if now else visible_line(choice.own.text)}"
    yield from (f"  {line}" for line in remark_lines("", remarks, say))


def _stage(name: str, say: Say) -> str:
    return say(f"cli.section7.{name}")


def _marked(parts: Iterable[Part]) -> str:
    """The sentence with 〔 〕 around what the other wording lacks."""
    return visible_line("".join(f"〔{part.text}〕" if part.changed else part.text for part in parts))


def remark_lines(statement: str, remarks: "Iterable[Remark]", say: Say) -> Iterator[str]:
    """One line for each remark; `!` before those that keep a text from being released."""
    for one in remarks:
        values = {key: visible_line(str(value)) for key, value in one.values.items()}
        values["words"] = visible_line(one.words)
        both = [say(f"remark.{one.code.value}.{part}", **values) for part in ("what", "next")]
        sign = "!" if one.severity.value == "block" else "·"
        where = f"{statement} " if statement else ""
        yield f"{sign} {where}{('' if say.lang == 'ja' else ' ').join(both)}"


def choice_json(choice: "StatementChoice") -> dict[str, Any]:
    """A statement as JSON values; `text` is what section 7 says, `ours` the checklist's sentence now."""
    return {
        "id": choice.id,
        "visibility": choice.visibility.value,
        "stage": choice.now.stage.value if choice.now else None,
        "text": choice.printed.text if choice.printed else None,
        "ours": choice.now.text if choice.now else None,
        "own": choice.own.text if choice.own else None,
        "own_stage": choice.own.stage.value if choice.own else None,
        "outdated": choice.is_outdated,
    }

"""Words of the checklist's scales in the language of a call."""

from typing import TYPE_CHECKING

from assessor.i18n.translator import Say

if TYPE_CHECKING:
    from assessor.model.anchor import Anchor
    from assessor.model.checklist import Checklist
    from assessor.model.scales import Status


def status_label(checklist: "Checklist", status: "Status | None", say: Say) -> str:
    """An implementation status in words; None = not answered, which is none of them."""
    return say("cli.unanswered") if status is None else checklist.statuses[status].label.say(say.lang)


def fact_value(value: bool | None, say: Say) -> str:
    """Yes, no or not answered."""
    return say({True: "cli.yes", False: "cli.no", None: "cli.unanswered"}[value])


def year_label(year: int, lang: str) -> str:
    """A fiscal year in the words of a language."""
    from assessor.model.fiscal import fiscal_year_label

    return fiscal_year_label(year) if lang == "ja" else f"FY{year}"


def anchor_line(anchor: "Anchor", say: Say) -> str:
    """Where a trail stands, to be written down elsewhere."""
    return say("cli.unseal.anchor", anchor=anchor.text)

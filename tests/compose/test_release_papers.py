"""The public table of changes is given nothing of how a text came to be released, whatever its template asks for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assessor.compose.release_papers import Paper, release_changes
from assessor.model.document import Document
from assessor.model.release import Consultation, PassedFinding, Release, ReleaseStage
from assessor.model.template import Template
from tests.compose.making import shipped_template
from tests.model.mini import assessment, one_of_each, shipped

INSIDE = "外に出さない言葉"


def release(name: str) -> Release:
    return Release(
        id=name,
        stage=ReleaseStage.DRAFT,
        dated=date(2026, 11, 1),
        number="企第1号",
        approver=INSIDE,
        note=INSIDE,
        document=Document(
            kind="section7", title="表題", municipality="みらい市", dated=date(2026, 11, 1), internal=False, blocks=()
        ),
        digest=f"sha256:{INSIDE}",
        checklist_digest="sha256:0",
        source=INSIDE,
        consultations=(Consultation(post=INSIDE, comment=INSIDE, reply=INSIDE),),
        passed=(PassedFinding(code="figure", words=INSIDE, reason=INSIDE, by=INSIDE),),
    )


def test_the_table_of_changes_is_given_stage_day_and_number_of_a_release_alone() -> None:
    given: dict[str, Any] = {}

    def fill(template: Template, values: Mapping[str, Any]) -> str:
        given.update(values)
        return "本文です。"

    paper = Paper(shipped_template("release-changes", "release-changes"), date(2026, 11, 2), fill)
    release_changes(paper, shipped(), assessment(one_of_each()).programme, (release("S-001"), release("S-002")), ())
    assert given["before"] == {"stage": "素案", "dated": "令和8年11月1日", "number": "企第1号"}
    assert INSIDE not in str(given)

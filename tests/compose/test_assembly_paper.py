"""What an assembly is told rests on answers: of what was not asked nothing is said."""

from collections.abc import Mapping
from typing import Any

from assessor.compose.assembly_paper import assembly_qa
from assessor.compose.release_papers import Paper
from assessor.engine.publication import public_view
from assessor.model.scales import Status
from assessor.render.markdown import to_markdown
from tests.compose.making import shipped_template, whole_city
from tests.model.mini import TODAY, assessment, judged, one_of_each, shipped


def told(
    facts: Mapping[str, bool | None], answers: Mapping[tuple[str, str], Any] | None = None, **about: Any
) -> tuple[str, str]:
    """What may be said, and what is kept at hand."""
    return parted(assessment(one_of_each(facts), answers, **about))


def parted(said: Any) -> tuple[str, str]:
    paper = Paper(shipped_template("assembly-qa", "assembly-qa"), TODAY)
    lines = (
        to_markdown(assembly_qa(paper, result := judged(said, shipped()), public_view(result))).decode().splitlines()
    )
    return tuple(
        "\n".join(one for one in lines if one.startswith(f"**{kind}**")) for kind in ("言えること", "手元に置くこと")
    )  # type: ignore[return-value]


def test_a_city_that_answered_nothing_claims_nothing_before_the_assembly() -> None:
    said, kept = told({}, municipality="つきの町")
    for claim in ("補っています", "確かめています", "自ら進めている", "カメラを使うものはありません", "年度を決めて"):
        assert claim not in said
    assert "町の責任はなくなりません" in said and "市の" not in said and "決めます" not in said
    assert (
        "カメラを使うかどうかを、まだ答えていない対象：" in kept and "義務に当たるかどうかが決まっていないもの" in kept
    )
    assert "責任者の職が計画に記入されていないか" in kept


def test_who_is_responsible_and_what_is_made_public_rest_on_answers_as_in_section_7() -> None:
    about: dict[str, Any] = {"responsible": "副市長", "disclosure_standard": {"title": "公表の基準"}}
    said, kept = told({}, **about)
    assert "副市長" not in said and "公表の基準" not in said and "責任者の職が" in kept
    said, _ = told({}, {("programme", "GOV-05"): "implemented", ("programme", "INC-12"): "implemented"}, **about)
    assert "責任者は、副市長です。" in said and "公表は『公表の基準』に沿って" in said


def test_what_was_answered_may_be_said() -> None:
    said, kept = parted(whole_city(Status.IMPLEMENTED, responsible="副市長"))
    assert "施行済みの義務について「実施している」と確かめています" in said and "自ら進めているものです" in said
    assert "副市長" in said and "まだ" not in kept
    said, _ = told({"camera": False})
    assert "カメラを使うものはありません" in said


def test_every_paragraph_of_the_paper_begins_with_what_it_is() -> None:
    for said in (assessment(one_of_each({})), whole_city(Status.IMPLEMENTED), whole_city(None)):
        paper = Paper(shipped_template("assembly-qa", "assembly-qa"), TODAY)
        text = to_markdown(assembly_qa(paper, result := judged(said, shipped()), public_view(result))).decode()
        assert not [line for line in text.splitlines() if "**手元に置くこと**" in line[1:]]

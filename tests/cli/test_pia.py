"""The assessment of a service from the command line."""

from pathlib import Path

import pytest

from tests.cli.calls import Caller

RATED = ("likelihood=3", "impact=4", "residual_likelihood=2", "residual_impact=4")


@pytest.fixture
def bus(call: Caller, city: str) -> str:
    call.well(
        "subject", "add", city, "--kind", "service", "--id", "bus", "--name", "予約バス", "--fact", "personal_data=yes"
    )
    return city


def test_an_officer_can_do_an_assessment_from_threshold_to_report(call: Caller, bus: str, tmp_path: Path) -> None:
    call.well("pia", "start", bus, "bus")
    call.well("pia", "set", bus, "bus", "threshold", "new_or_changed=yes", "decision=full", "decided_by=課長")
    call.well("pia", "set", bus, "bus", "description", "purpose=移動を助けるため", "persons=利用者")
    assert call.well("pia", "set", bus, "bus", "item", "name=氏名").out == "D1\n"
    assert call.well("pia", "risk", "add", bus, "bus", "--from", "PRV-01", *RATED).out == "R1\n"
    assert call.well("pia", "risk", "set", bus, "bus", "R1", "treatment=reduce", "owner=係長").out == "R1\n"
    assert "重大" in call.well("pia", "risk", "list", bus, "bus").out
    refused = call("pia", "approve", bus, "bus", "--post", "部長")
    assert (refused.code, refused.out) == (2, "")
    assert "法律上の根拠" in refused.err and "結論" in refused.err and "--despite" in refused.err
    assert call.well("pia", "approve", bus, "bus", "--post", "部長", "--despite", "契約の日").out == "A1\n"
    assert "契約の日" in call.well("report", "pia", bus, "--subject", "bus").out
    assert "部長" not in call.well("report", "pia-summary", bus, "--subject", "bus").out
    told = call.well("pia", "status", bus, "bus")
    assert "A1 が有効です" in told.out and "PIA-15" in told.out
    assert "PIA-15" in call.well("pia", "confirm", bus, "bus", "PIA-15").out
    call.well("pia", "confirm", bus, "bus")
    for kind in ("pia", "pia-summary"):
        for suffix in ("md", "html", "docx", "pdf"):
            path = tmp_path / f"{kind}.{suffix}"
            call.well("report", kind, bus, "--subject", "bus", "-o", str(path))
            assert path.stat().st_size > 500


def test_the_status_as_json_names_steps_risks_and_proposals(call: Caller, bus: str) -> None:
    call.well("pia", "risk", "add", bus, "bus", "--from", "PRV-01", *RATED)
    told = call.well("pia", "status", bus, "bus", "--json").data
    assert len(told["steps"]) == 14 and told["approval"] == {"state": "none", "id": None}
    assert {"code": "owner", "entry": None} in told["steps"][1]["missing"]
    assert told["risks"][0]["inherent"] == "critical" and told["risks"][0]["residual"] == "high"
    found = next(one for one in told["proposals"] if one["control"] == "PIA-15")
    assert (found["status"], found["state"], found["stored"]) == ("implemented", "proposed", None)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("start", "FILE", "programme"), 2),
        (("start", "FILE", "nix"), 2),
        (("start", "FILE", "bus", "--on", "2026-11-31"), 2),
        (("start", "FILE", "bus", "--on", "2027-01-01"), 2),
        (("set", "FILE", "bus", "nix", "a=b"), 2),
        (("set", "FILE", "bus", "item", "naem=氏名"), 2),
        (("set", "FILE", "bus", "item", "--id", "D9", "name=氏名"), 2),
        (("set", "FILE", "bus", "item"), 2),
        (("set", "FILE", "bus", "item", "--remove"), 2),
        (("set", "FILE", "bus", "report", "--id", "X1", "text=結論"), 2),
        (("set", "FILE", "bus", "report", "--if-revision", "7", "text=結論"), 4),
        (("risk", "add", "FILE", "bus"), 2),
        (("risk", "add", "FILE", "bus", "--from", "PRV-99"), 2),
        (("risk", "add", "FILE", "bus", "--from", "PRV-01", "impact=9"), 2),
        (("risk", "add", "FILE", "bus", "--from", "PRV-01", "residual_impact=1"), 2),
        (("risk", "set", "FILE", "bus", "R1", "impact=1"), 2),
        (("approve", "FILE", "bus", "--post", "部長"), 2),
        (("confirm", "FILE", "bus", "PIA-99"), 2),
        (("confirm", "FILE", "bus", "PIA-15"), 2),
        (("import", "FILE", "bus", "nix.yaml"), 3),
        (("status", "nix.assessor", "bus"), 3),
    ],
)
def test_what_cannot_be_done_ends_with_its_code_and_two_sentences(
    call: Caller, bus: str, arguments: tuple[str, ...], code: int, lang: str
) -> None:
    told = call("pia", *(bus if one == "FILE" else one for one in arguments), "--lang", lang)
    assert (told.code, told.out) == (code, "")
    assert told.err.count("。" if lang == "ja" else ".") >= 2


def test_a_summary_with_nothing_to_read_and_a_report_without_a_service_are_refused(call: Caller, bus: str) -> None:
    assert call("report", "pia-summary", bus, "--subject", "bus").code == 2
    assert call("report", "pia", bus).code == 2
    assert call("report", "pia", bus, "--subject", "programme").code == 2


def test_an_export_is_taken_in_again_and_says_when_nothing_changes(call: Caller, bus: str, tmp_path: Path) -> None:
    call.well("pia", "risk", "add", bus, "bus", "--from", "PRV-01", *RATED)
    path = str(tmp_path / "pia.yaml")
    call.well("pia", "export", bus, "bus", "-o", path)
    assert call("pia", "export", bus, "bus", "-o", path).code == 2
    assert "変わ" in call.well("pia", "import", bus, "bus", path).err


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_prompts_and_status_speak_both_languages(call: Caller, bus: str, lang: str) -> None:
    prompts = call.well("pia", "risk", "prompts", bus, "bus", "--lang", lang).out
    assert ("取得" if lang == "ja" else "Collection") in prompts and "PRV-01" in prompts
    status = call.well("pia", "status", bus, "bus", "--lang", lang).out
    assert "pia." not in status and "{" not in status


def test_treatments_become_remediation_items_and_the_report_names_them(call: Caller, bus: str) -> None:
    told = (
        "title=のぞき見",
        "stage=use",
        "likelihood=2",
        "impact=2",
        "treatment=reduce",
        "owner=課長",
        "due=2027-03-31",
    )
    call.well("pia", "risk", "add", bus, "bus", *told)
    assert call.well("pia", "items", bus, "bus").out.startswith("R-001  「のぞき見」への対応（")
    assert call.well("pia", "items", bus, "bus").out == ""
    assert call("pia", "items", bus, "bus", "R9").code == 2
    assert "R-001" in call.well("report", "pia", bus, "--subject", "bus").out
    assert "R-001" in call.well("remediation", "list", bus).out

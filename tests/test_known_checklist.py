"""The checklist that comes with the program is known to the byte; read so, it is the one that the check reads."""

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from assessor.model import known_checklist
from assessor.model.canonical import canonical_json, digest
from assessor.model.checklist import Checklist
from assessor.model.known_checklist import KNOWN, read_checklist
from assessor.model.prebuilt import prebuilt
from assessor.service.assessing import installed_checklist
from tests.model.mini import mini

OURS = installed_checklist()[1]


def all_of(value: Any) -> Any:
    """A noun with all that a look at it can tell: kinds, values, and what was given."""
    if isinstance(value, BaseModel):
        return type(value), sorted(value.model_fields_set), [(k, all_of(v)) for k, v in vars(value).items()]
    if isinstance(value, dict):
        return [(all_of(key), all_of(one)) for key, one in value.items()]
    return (tuple, *map(all_of, value)) if isinstance(value, tuple) else (type(value), value)


def test_the_checklist_that_comes_with_the_program_is_known() -> None:
    assert digest(OURS) == KNOWN, f"the checklist was changed: set KNOWN of known_checklist.py to {digest(OURS)}"


def test_read_as_known_it_is_the_same_as_checked() -> None:
    known, checked = read_checklist(OURS), Checklist.model_validate_json(OURS)
    assert all_of(known) == all_of(checked)
    assert known == checked
    assert canonical_json(known) == OURS


def test_it_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Checklist, "model_validate_json", None)
    assert read_checklist(OURS).controls["GOV-01"].id == "GOV-01"


@given(st.randoms(use_true_random=False))
def test_whatever_the_check_accepts_is_made_alike(chance: random.Random) -> None:
    data = json.loads(canonical_json(mini()))
    thinned(data, chance)
    try:
        checked = Checklist.model_validate(data)
    except ValidationError:
        return
    assert all_of(prebuilt(Checklist, json.loads(canonical_json(checked)))) == all_of(
        Checklist.model_validate_json(canonical_json(checked))
    )


def thinned(data: Any, chance: random.Random) -> None:
    """Take a few values out, at any depth."""
    if isinstance(data, dict):
        for key in [key for key in data if chance.random() < 0.001]:
            del data[key]
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        thinned(inner, chance)


def test_any_other_is_checked() -> None:
    hostile = OURS.replace("です".encode(), "で\u202eす".encode(), 1)
    with pytest.raises(ValidationError):
        read_checklist(hostile)


def test_one_that_only_names_itself_known_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_checklist, "KNOWN", "sha256:")
    with pytest.raises(ValidationError):
        read_checklist(b"{}")

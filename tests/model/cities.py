"""Assessments as plain data, for the oracles."""

import json

from assessor.model.assessment import Assessment
from tests.model.mini import Json


def as_city(said: Assessment) -> Json:
    """Programme, choice, and each subject with its facts and answers; days as ISO text."""
    answers: dict[str, Json] = {one.id: {} for one in said.subjects}
    for (who, control), answer in said.answers.items():
        if who in answers:
            answers[who][control] = answer.model_dump(mode="json")
    return {
        "programme": json.loads(said.programme.model_dump_json()),
        "section7": said.section7.model_dump(mode="json"),
        "subjects": [
            {"id": one.id, "kind": one.kind.value, "facts": dict(one.facts), "answers": answers[one.id]}
            for one in said.subjects
        ],
    }

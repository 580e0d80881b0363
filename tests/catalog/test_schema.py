import json

import pytest

from assessor.catalog.schema import SCHEMA_KINDS, json_schema


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_every_kind_of_file_has_a_schema_that_refuses_unknown_keys(kind: str) -> None:
    schema = json_schema(kind)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["type"] == "object" and schema["additionalProperties"] is False
    json.dumps(schema)


def test_a_category_is_named_by_the_key_of_its_file() -> None:
    assert {"category", "assesses", "title", "controls"} == set(json_schema("category")["required"])


def test_the_frame_knows_nothing_that_stands_in_other_files() -> None:
    schema = json_schema("checklist")
    assert not {"categories", "glossary"} & {*schema["properties"], *schema["required"]}
    assert "category_order" in schema["required"]


def test_a_period_may_be_words_or_a_number() -> None:
    answer = json_schema("answers")["$defs"]["ExchangeAnswer"]
    assert {"type": "string"} in answer["properties"]["planned_for"]["anyOf"]

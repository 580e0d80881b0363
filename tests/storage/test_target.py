"""How a target is told from another and shown without its secrets."""

import pytest

from assessor.storage.target import is_url, shown


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("計画.assessor", "計画.assessor"),
        ("postgresql://db.city.lan/plan", "postgresql://db.city.lan/plan"),
        ("postgresql://officer@db:5432/plan?sslmode=require", "postgresql://officer@db:5432/plan"),
        ("postgresql://officer:hunter2@db/plan?password=hunter3#hunter4", "postgresql://officer@db/plan"),
        ("postgresql://officer:hun@ter2@db/plan", "postgresql://officer@db/plan"),
        ("postgresql://officer:hunter2@[broken", "postgresql://"),
    ],
)
def test_a_target_is_shown_without_password_and_options(target: str, expected: str) -> None:
    assert shown(target) == expected
    assert is_url(target) == target.startswith("postgresql:")

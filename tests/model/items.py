"""Remediation items of the tests."""

from collections.abc import Iterable
from typing import Any

from assessor.model.remediation import RemediationItem


def item(number: int, covers: Iterable[str] = ("programme/GOV-01",), **more: Any) -> RemediationItem:
    values = {"id": f"R-{number:03d}", "title": f"対応{number}", "covers": tuple(covers), **more}
    return RemediationItem.model_validate(values)


def accepted(number: int, review: str, covers: Iterable[str] = ("programme/GOV-01",)) -> RemediationItem:
    acceptance = {"approver": "副市長", "reason": "費用に見合わない", "review": review}
    return item(number, covers, status="accepted", acceptance=acceptance)

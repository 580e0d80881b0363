"""The bill of materials names every package of the lock, once, with every hash, and nothing else."""

import re
from pathlib import Path

from benchmarks.sbom import bill, components

LOCK = (Path(__file__).resolve().parents[2] / "requirements.lock").read_text("utf-8")


def test_every_package_and_every_hash_of_the_lock_is_named_once() -> None:
    found = components(LOCK)
    pins = re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\\n]+)", LOCK, re.M)
    assert sorted((one["name"], one["version"]) for one in found) == sorted(pins) and len(pins) > 10
    hashes = [value["value"] for one in found for value in one["properties"]]
    assert sorted(hashes) == sorted(re.findall(r"sha256:([0-9a-f]{64})", LOCK))
    assert all(one["properties"] for one in found)


def test_the_bill_says_what_it_is_and_is_the_same_each_time() -> None:
    made = bill(LOCK, "1.2.3")
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert made == bill(LOCK, "1.2.3")

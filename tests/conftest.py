"""Settings of all tests: laws are tried without a clock, so that a busy machine fails none of them; no network.

The same commit gives the same verdict: examples are drawn from a seed of the test's own text. `ASSESSOR_EXAMPLES=2000`
draws so many new ones per law instead (`make search`), which is how rare faults are looked for.
"""

import os

from hypothesis import HealthCheck, settings

from tests.no_network import refuse_network

_NEW_EXAMPLES = int(os.environ.get("ASSESSOR_EXAMPLES", "0"))
settings.register_profile(
    "house",
    deadline=None,
    max_examples=_NEW_EXAMPLES or 60,
    derandomize=not _NEW_EXAMPLES,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
)
settings.load_profile("house")
refuse_network()

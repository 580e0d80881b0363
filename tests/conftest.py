"""Settings of all tests: laws are tried without a clock, so that a busy machine fails none of them; no network."""

from hypothesis import HealthCheck, settings

from tests.no_network import refuse_network

settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large)
)
settings.load_profile("house")
refuse_network()

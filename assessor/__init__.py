"""A security and privacy self-assessment for smart-city programmes."""

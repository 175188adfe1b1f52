"""Stakeholder influence for large accounts."""

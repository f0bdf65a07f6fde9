"""From what a source file says to a source at work: the kinds there are, and how each is built."""

from connectors.registry.consent import Consent, consent
from connectors.registry.kinds import KINDS
from connectors.registry.opened import open_collector
from connectors.registry.setup import Setup

__all__ = ["KINDS", "Consent", "Setup", "consent", "open_collector"]

"""Online geocoders, for the names that no gazetteer knows.

The secret of this package is the network: all that its callers see is places, "unknown" (nothing)
or "no answer yet" (pending, a `ServiceError`), and none of the three ever looks like another. It
wraps any geocoder of geopy in one transport and one cache of its own; see `transport` for what is
guarded against, and `asking` for how a run goes on when nobody answers.
"""

from __future__ import annotations

from geo.services.asking import Asked, Service, ask, open_services, user_agent, user_folder
from geo.services.cache import Cached
from geo.services.online import Online
from geo.services.pace import Pace
from geo.services.transport import Budget, Transport

__all__ = [
    "Asked",
    "Budget",
    "Cached",
    "Online",
    "Pace",
    "Service",
    "Transport",
    "ask",
    "open_services",
    "user_agent",
    "user_folder",
]

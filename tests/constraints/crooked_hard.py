"""The crooked weeks of the hard rules."""

from __future__ import annotations

from tests.constraints.crooked_clients import OF_CLIENTS
from tests.constraints.crooked_sessions import OF_SESSIONS
from tests.constraints.crooked_therapists import OF_THERAPISTS

HARD = (*OF_SESSIONS, *OF_CLIENTS, *OF_THERAPISTS)

"""How long an example of a property may take: as long as it likes.

Beside other work, as in a whole check on two cores, any example can be slow. What has to be fast is
measured in CPU time by tests of its own.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("sitmap", deadline=None)
settings.load_profile("sitmap")

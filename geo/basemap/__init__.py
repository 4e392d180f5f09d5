"""The embedded vector basemap: what a page shows under its events, and outlines by name.

It hides that the world lies in one file of some megabytes, made at build time by
`build_steps/basemap.py`. Borders are Natural Earth's, which draws who holds the ground, not who
claims it; lines that a party or most states don't accept are a layer of their own, ``"disputed"``.
"""

from geo.basemap.names import Admin1, admin1_at, admin1_names, outline
from geo.basemap.view import clip
from geo.basemap.world import sources

__all__ = ["Admin1", "admin1_at", "admin1_names", "clip", "outline", "sources"]

"""The place-name index: from any spelling of a name to the places it may mean.

The secret of this package is how names are worn down, stored and found again; outside it a name
goes in and `geo.model.Place` comes out. It imports neither pandas nor geopandas, so that a first
answer costs a tenth of a second.
"""

from geo.gazetteer.lookup import Gazetteer, likeness, open_gazetteer

__all__ = ["Gazetteer", "likeness", "open_gazetteer"]

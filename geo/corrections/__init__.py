"""What people know better than the program: ``corrections.csv``, laid over every build.

The secret of this folder is how a decision of a person outlives a new reading (`laying`); `row` says
what one may decide, `sheet` how the file is read and written.

.. code-block:: text

    event_id,field,value,reason,by,date,event
    3f0c1d9a7b21,date,2020-02-05,the report says Wednesday,Rana,2020-02-08,
    3f0c1d9a7b21,pin,lon=36.806; lat=35.861; radius_m=800; name=Saraqib,seen on video,Rana,2020-02-08,
    91aa30c4e5d2,merge,3f0c1d9a7b21,one strike told twice,Rana,2020-02-08,
    77e09b2c41f0,not_an_event,,a plan,Rana,2020-02-08,

Only the first two columns must be filled; ``value`` may be empty where empty means unknown. Of two
rows on one field of one event the lower one counts. The last column says in words which event was
meant; nothing is decided by it.
"""

from geo.corrections.laying import Corrected, Links, describe, lay_over, links, no_corrections
from geo.corrections.row import COLUMNS, FIELDS, FILE_NAME, Correction
from geo.corrections.sheet import append, read_corrections, take_back

__all__ = [
    "COLUMNS", "FIELDS", "FILE_NAME", "Corrected", "Correction", "Links", "append", "describe", "lay_over",
    "links", "no_corrections", "read_corrections", "take_back",
]  # fmt: skip

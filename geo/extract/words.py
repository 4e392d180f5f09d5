"""Classes of English words that many rules ask about, each listed once.

The secret of this module is which words stand for one another: a rule that knows of helicopters and
jets knows of warplanes too. A rule's own list says, beside these, only what is peculiar to it.
"""

from __future__ import annotations

from typing import Final

# Grammar.
ARTICLES: Final = frozenset("a an the".split())
POSSESSIVES: Final = frozenset("his her its their".split())
PERSONS: Final = frozenset("he she it they".split())
RELATIVES: Final = frozenset("who which that".split())
IS: Final = frozenset("is are was were".split())
BE: Final = IS | {"be", "been", "being"}
PASSIVE: Final = BE | {"get", "gets", "getting", "got"}
HAVE: Final = frozenset("has have had".split())
IS_OR_HAS: Final = IS | HAVE
MODALS: Final = frozenset("can could may might must shall should will would".split())
STOPS: Final = frozenset(". , ;".split())
TAKE: Final = frozenset("take takes taken taking took".split())
SELVES: Final = frozenset("himself herself themselves".split())
NAME_ARTICLES: Final = frozenset("al el as ash ad ar an at az ed er es et ez".split())  # Al-, Ash-
AT: Final = frozenset("at in inside on near around outside".split())

# Numbers and days.
FEW: Final = frozenset("two three four five six".split())
NUMBERS: Final = FEW | {"seven", "eight", "nine", "ten"}
ORDINALS: Final = frozenset("first second third fourth fifth".split())
MANY: Final = frozenset("many several scores tens dozens hundreds thousands".split())
WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS: Final = frozenset(
    "january february march april may june july august september october november december".split()
)
SHORT_WEEKDAYS: Final = frozenset(day[:3] for day in WEEKDAYS)
SHORT_MONTHS: Final = frozenset(month[:3] for month in MONTHS)
PARTS_OF_DAY: Final = frozenset("dawn morning noon midday afternoon evening night midnight".split())
PERIODS: Final = frozenset("weeks months years decades".split())
LONG_TIMES: Final = frozenset("week weeks month months year years decade decades".split())

# Places.
TOWN: Final = frozenset("city town village".split())
SETTLEMENT: Final = TOWN | {"hamlet", "settlement", "suburb"}
TOWNS: Final = frozenset("cities towns villages".split())
PLACES: Final = TOWNS.union(
    "hamlets settlements suburbs districts neighborhoods neighbourhoods areas communities localities".split()
)
DIVISIONS: Final = frozenset("province governorate region district".split())
SMALL_DIVISIONS: Final = frozenset(
    "cercle commune county district lga locality municipality payam raion tehsil territory township woreda".split()
)
QUARTER: Final = frozenset(
    "neighborhood neighborhoods neighbourhood neighbourhoods quarter suburb".split()
)
ROADS: Final = frozenset("highway motorway road route street".split())
WINDS: Final = frozenset("north south east west".split())
BEARINGS: Final = WINDS | {"northeast", "northwest", "southeast", "southwest"}
NORTHERN: Final = frozenset("northern southern eastern western".split())
AR_BEARINGS: Final = frozenset("شمال جنوب شرق غرب شمالي جنوبي شرقي غربي".split())

# People.
TROOPS: Final = frozenset("army commandos forces military police soldiers troops".split())
OUTLAWS: Final = frozenset("bandits gunmen insurgents jihadists militants raiders".split())
RAIDERS: Final = OUTLAWS.union(
    "assailants attackers gunman herders men militiamen machetes motorbikes motorcycles".split()
)
CAPTIVES: Final = frozenset("captive captives hostage hostages prisoner prisoners".split())
LOCALS: Final = frozenset(
    "resident residents villager villagers witness witnesses locals activist activists medic medics doctor doctors "
    "relatives neighbours survivor survivors elders farmer farmers herders traders shopkeepers volunteers rescuers people".split()
)
AGENCIES: Final = frozenset(
    "aa afp anadolu ap dpa efe epa getty reuters shutterstock xinhua".split()
)

# Things of war.
POSTS: Final = frozenset(
    "base bases checkpoint checkpoints outpost outposts position positions post posts".split()
)
AIRCRAFT: Final = frozenset(
    "aircraft helicopter helicopters jet jets plane planes warplane warplanes mi mig su".split()
)
DRONES: Final = frozenset("drone drones uav uavs quadcopter quadcopters".split())
ROCKETS: Final = frozenset("missile missiles rocket rockets".split())
SHELLS: Final = ROCKETS.union("mortar mortars projectile projectiles shell shells".split())
BOMBS: Final = frozenset("bomb bombs".split())
MINES: Final = frozenset("landmine landmines mine mines".split())
VEHICLES: Final = frozenset(
    "bus buses car cars jeep lorries lorry minibus pickup pick-up taxi truck trucks van vans vehicle vehicles".split()
)
COLUMNS: Final = (TROOPS - {"commandos", "police"}).union(
    "armor armored armour armoured column columns convoy convoys howitzers lorries reinforcements tanks trucks vehicles".split()
)
RUBBLE: Final = frozenset("debris rubble ruins wreckage".split())

# Deeds.
BLOW: Final = frozenset("attack blast bombing raid strike".split())
BLOWS: Final = frozenset(
    "airstrike airstrikes attack attacks bombardment bombing raid raids shelling strike strikes".split()
)
STRUCK: Final = frozenset("attacked bombed hit shelled struck targeted".split())
TAKEN: Final = frozenset("captured occupied overrun recaptured retaken seized taken".split())
MOVED: Final = frozenset(
    "advanced advancing arrived brought crossed crossing deployed deploying dispatched drove driving entered flowed headed moved poured pouring "
    "pulled pushed reached redeployed reinforced retreated rolled rolling sending sends sent streamed streaming withdrawn withdrew".split()
)
ACCORDS: Final = frozenset(
    "truce ceasefire accord deal pact agreement peace cessation armistice settlement".split()
)
REPLIES: Final = frozenset("answer reply response retaliation return revenge".split())
BLAMING: Final = frozenset("accuse accused accuses accusing blame blamed blames".split())
CONDEMNING: Final = frozenset(
    "condemned condemning condemns decried denounced denounces denouncing deplored deplores slammed".split()
)
COUNTED: Final = frozenset("counted documented logged recorded registered".split())

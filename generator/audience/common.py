"""Names that are words as well: only with a capital are they names."""

from __future__ import annotations

from typing import Final

TITLES: Final = frozenset(
    """
    dr prof professor mr mrs ms miss mx sir dame lord lady rev fr sr jr ii iii iv
    phd md mba msc bsc esq ing drs ir dipl mag hon
    """.split()  # noqa: SIM905 - a list to read
)
"""What stands beside a name and is none."""
SMALL: Final = frozenset(
    """
    a an the of and or my our your his her their from at in on for to with by as is
    not no old new big uncle aunt auntie mum mom dad cousin team friend guy lady
    """.split()  # noqa: SIM905 - a list to read
)
"""Words of aliases such as `The Boss` that name nobody alone."""
CALENDAR: Final = frozenset(
    """
    january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday jan feb mar
    apr jun jul aug sep oct nov dec mon tue wed thu fri sat sun
    """.split()  # noqa: SIM905 - a list to read
)
"""Months and weekdays: beside a number or `in` they are no names."""
COMMON: Final = CALENDAR | frozenset(
    """
    able abbott alpha amber angel apple archer ashes autumn azure baker banks baron
    basil beach bishop black blank bloom booth bourne bowman branch brand bridge
    bright brook brooks brown bryony burns bush butler calendar candle candy carbon
    care carol carpenter carter cash castle chance chandler chapel charity charm
    chase cherry chick church clark clay clever cliff cloud coach cobra comfort
    concord constant cook cooper corner costa couch court crane cream cross crown
    crystal current daisy dance darling dawn deacon dean dell delta destiny diamond
    dolly dragon drake driver duke early earth eagle east ember emerald empire ernest
    ever excel exeter faith falcon farmer field fields finch fisher fleet fleming
    flint flora florence flower forest forge fortune foster fountain fowler fox frank
    franklin freedom french friend frost fuller galaxy garden gardener garland gates
    gentle ginger glass gold golden goodman grace grand grant graves gray green grey
    grove guard guest hall hammer happy hardy harmony harper haven hawk hazel heath
    heather heaven henry herald hermit hero high hill hills hobby holiday holland
    holly honey honor honour hood hope horn house hunt hunter husband indigo iris
    ivory jack jade jasmine jasper jersey jewel jolly journey joy judge juniper just
    justice karma keeper kind king kingdom kings knight lake lamb lance land lane lark
    laurel lavender law lemon leader liberty light lily lime linen link lion little
    london long love lovely loyal lucky magnolia major maple march margin mark market
    marsh martin mason masters matter maverick meadow melody mercy merit merry
    metro michael mercury mild miles mill miller mills mint money monk moon moore
    moral morning moss mountain myrtle nation noble noon north novel oakley ocean
    olive opal orange orchard orchid owl oxford page palm paris park parker parks
    patience pattern pearl penny peace peach pepper phoenix piper pitcher plain plane
    plant poet pole pond poole pope poppy porter potter power precious preston price
    pride priest prime prince princess prior promise prudence quartz queen quick quill
    rain rainbow ranger raven ready reason reed reef regent rein rest rice rich ridge
    right river rivers road robin rock rocket romance root rose rosemary rowan royal
    ruby rush russet rusty sable saddler sadie saffron sage sailor saint salt sand
    sandy sapphire savage scarlet scout sea season senior serene shade shadow sharp
    shell shelter shepherd shield shift short shore silver simple singer skinner sky
    slack slate slater sloan small smart smith snow solace solar sole song south
    spark sparks sparrow spear speed spencer spice spirit spring spruce square squire
    stanza star stark starling steel sterling stern steward still stone storm story
    strange street strength strong stylist sugar summer summers sunny swan sweet swift
    sword tailor talent tanner target taylor teal temple terrace terry thorn tiger
    timber tower town tracer trace tracks train travel trinity true trust tucker turn
    turner twain unity urban vale valley velvet verity victor victory vine viola violet
    virtue vision visa wade walker wall waller ward warden warren waters watt weaver
    webb welcome wells west wheat wheeler white wild wilder will willow wilson wind
    winter winters wise wish wolf wonder wood woodland woods words works world wren
    wright young zen zenith zion
    """.split()  # noqa: SIM905 - a list to read
)
"""English words of five letters and more, among others, that people are called."""

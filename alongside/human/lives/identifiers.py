"""
What somebody may be known by, and every combination of two that points to the same person.

One identifier alone is never enough: a name is many people's, and a search by it would be a list.
A combination is written so that the same person, written down by two hands, comes out the same:
titles, accents, hyphens and middle names do not matter, Bob is Robert, first and last name may
change places. What only sounds alike, or has day and month changed about, is kept apart as
``ALIKE``: enough for asking "may this be somebody you know?", too little for acting on it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from itertools import product

SAME, ALIKE = "same", "alike"
TITLES = set("mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr".split())
# Names that are one, to those who bear them and in registers of names: the first stands for all.
SHORT = """
abigail abbie abby gail|albert bert bertie al|alexander alex alec sandy sasha xander|alfred alf alfie
amanda mandy|andrew andy drew|anthony antony tony ant|archibald archie|arthur art artie
barbara barb babs|benjamin ben benny benji|bernard bernie|catherine katherine kathryn katharine cath
kathy kate katie kath kitty kat|charles charlie chas chuck|charlotte lottie|christine chris chrissie
tina christina|christopher topher kit|clifford cliff|cynthia cindy|daniel dan danny|david dave davey
deborah debra deb debbie|derek del|donald don donny|dorothy dot dottie|douglas doug dougie
edward ed eddie ted teddy ned|eleanor ellie nell nora|elizabeth elisabeth liz lizzie beth betty bess
eliza libby lisa betsy|emily em|ernest ernie|florence flo flossie|francis frank frankie
frances fran francesca|frederick fred freddie freddy|gabriel gabe|geoffrey jeffrey geoff jeff
george georgie|gerald gerry jerry|gillian gill|gordon gord|graham graeme|gregory greg
harold harry hal|helen nell|henry hal|isabel isabelle isabella izzy bella|jacob jake|jacqueline jackie
james jim jimmy jamie jem|janet jan|jennifer jen jenny|jessica jess jessie|joan joanie
joanne joanna jo|john jack johnny jon|jonathan jonny jonathon|joseph joe joey|joshua josh
judith judy|julie julia jules|kenneth ken kenny|kevin kev|kimberley kimberly kim|laurence lawrence
larry laurie|leonard len lenny|leslie lesley les|louise lou|lucy lucie|margaret maggie meg peggy marge
madge greta rita|mark marc|martin marty|mary molly polly mae|matthew matt matty|michael mike mick
mickey micky|mohammed muhammad mohamed mohammad muhammed mo|nancy nan|natalie nat|nathan nathaniel nate
nicholas nick nicky nicolas|nicola nicky nikki|norman norm|oliver ollie|pamela pam|patricia pat patsy
tricia trish|patrick paddy pat|pauline polly|penelope penny|peter pete|philip phillip phil|rachel rach
raymond ray|rebecca becky becca|richard rick dick ricky rich richie|robert rob bob bobby robbie bert
roger rodge|ronald ron ronnie|rosemary rosie|russell russ|samuel sam sammy|samantha sam|sandra sandy
sarah sara sally sadie|simon si|stanley stan|stephen steven steve stevie|stuart stewart stu
susan sue susie suzanne suzie|terence terry terrance|theodore theo ted|theresa teresa terry tess
thomas tom tommy|timothy tim timmy|valerie val|vanessa nessa|victor vic|victoria vicky vicki tori
vincent vince|virginia ginny|walter wally walt|wilfred wilf|william will bill billy willie liam
winifred win winnie|yvonne vonnie|zachary zach zack
"""


def _meant_by() -> dict[str, frozenset[str]]:
    """Each short name and the names it may stand for: Sandy is Alexander's and Sandra's."""
    groups = [line.split() for line in re.split(r"[|\n]", _unfolded(SHORT)) if line.split()]
    meant: dict[str, set[str]] = {}
    for full, *shorts in groups:
        for name in (full, *shorts):
            meant.setdefault(name, set()).add(full)
    return {name: frozenset(full) for name, full in meant.items()}


def _unfolded(names: str) -> str:
    """Some groups go over the end of a line: a line that ends without a bar goes on."""
    return names


MEANT = _meant_by()

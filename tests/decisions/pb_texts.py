"""Small budgets as `.pb` texts."""

from __future__ import annotations

PLAIN = """META
key;value
description;A small budget
country;Nowhere
unit;Somewhere
instance;2026
num_projects;4
num_votes;6
budget;100
vote_type;approval
rule;equalshares/add1
currency;EUR
PROJECTS
project_id;cost;votes;name;selected
a;40;3;A garden;1
b;30;3;"A well; deep";1
c;50;2;A hall;0
d;20;1;A bench;1
VOTES
voter_id;vote;age
1;a,b;30
2;a,b;
3;a;41
4;c,b;22
5;c;60
6;d;35
"""


def changed(old: str, new: str, text: str = PLAIN) -> str:
    """A text with one thing changed."""
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


POINTS = changed("approval", "cumulative").split("VOTES")[0] + (
    "VOTES\nvoter_id;vote;points\n1;a,b;3,2\n2;b,a;1,4\n3;a;5\n4;c,b;2.5,2.5\n5;c;5\n6;;\n"
)

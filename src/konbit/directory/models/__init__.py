"""The tables of the directory."""

from konbit.directory.models.groups import Contact, Fact, Group, Identifier, Media, Place, Size, Tagging
from konbit.directory.models.importing import ColumnMapping, ImportRun
from konbit.directory.models.links import Link, Relation, RelationKind, Role
from konbit.directory.models.networks import NetworkStyle
from konbit.directory.models.sources import Certainty, Claim, Source
from konbit.directory.models.vocabulary import Definition, Scheme, Term

__all__ = [
    "Certainty",
    "Claim",
    "ColumnMapping",
    "Contact",
    "Definition",
    "Fact",
    "Group",
    "Identifier",
    "ImportRun",
    "Link",
    "Media",
    "NetworkStyle",
    "Place",
    "Relation",
    "RelationKind",
    "Role",
    "Scheme",
    "Size",
    "Source",
    "Tagging",
    "Term",
]

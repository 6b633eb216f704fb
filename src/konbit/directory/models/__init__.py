"""The tables of the directory."""

from konbit.directory.models.confirming import Call, Campaign, CareRequest, DomainProof
from konbit.directory.models.geocoding import LookedUp
from konbit.directory.models.groups import Contact, Fact, Group, Identifier, Media, Place, Size, Tagging
from konbit.directory.models.importing import ColumnMapping, ImportRun
from konbit.directory.models.likeness import Merge, Pair
from konbit.directory.models.links import Link, Relation, RelationKind, Role
from konbit.directory.models.moderation import Digest, Policy, Proposal
from konbit.directory.models.networks import NetworkStyle
from konbit.directory.models.of_group import OfGroup
from konbit.directory.models.reading import Difference, Disagreement, Feed, Precedence, Settled
from konbit.directory.models.sources import Certainty, Claim, Source
from konbit.directory.models.vocabulary import Definition, Scheme, Term

__all__ = [
    "Call",
    "Campaign",
    "CareRequest",
    "Certainty",
    "Claim",
    "ColumnMapping",
    "Contact",
    "Definition",
    "Difference",
    "Digest",
    "Disagreement",
    "DomainProof",
    "Fact",
    "Feed",
    "Group",
    "Identifier",
    "ImportRun",
    "Link",
    "LookedUp",
    "Media",
    "Merge",
    "NetworkStyle",
    "OfGroup",
    "Pair",
    "Place",
    "Policy",
    "Precedence",
    "Proposal",
    "Relation",
    "RelationKind",
    "Role",
    "Scheme",
    "Settled",
    "Size",
    "Source",
    "Tagging",
    "Term",
]

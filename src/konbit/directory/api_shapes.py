"""What the API of the directory takes and gives, typed; the OpenAPI description is made of these."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from konbit.directory.asked import LONGEST, MOST_KM, MOST_VALUES

MOST_RESULTS = 10_000
BBOX = r"^-?\d{1,3}(\.\d+)?(,-?\d{1,3}(\.\d+)?){3}$"

Text = Annotated[str, Field(max_length=LONGEST)]
Several = Annotated[list[Text], Field(max_length=MOST_VALUES)]


class Filters(Schema):
    """The same filters as the search page: within one any value, across filters all."""

    q: Text = Field("", description="Words that must all occur; a beginning is enough.")
    kind: Annotated[
        list[Literal["initiative", "collective", "network", "public_body"]], Field(max_length=4)
    ] = Field([], description="Kind of group.")
    activity: Several = Field(
        [], description="Terms as scheme#code, such as essglobal/activities-ica#ICA210."
    )
    type: Several = Field([], description="Terms of the kinds of initiative.")
    structure: Several = Field([], description="Terms of organisational structure.")
    membership: Several = Field([], description="Terms of base membership.")
    qualifier: Several = Field([], description="Terms of qualifiers.")
    term: Several = Field([], description="Any terms.")
    country: Several = Field([], description="Country codes (ISO 3166, two letters).")
    region: Several = Field([], description="Regions, written country/region, such as GB/Devon.")
    network: Several = Field([], description="Networks, by their uid.")
    freshness: Several = Field([], description="Year of the last confirmation, or never.")
    near: Text = Field("", description="A town, found offline; a radius around it.")
    lat: float | None = Field(None, ge=-90, le=90, description="Latitude to search around, with lon.")
    lon: float | None = Field(None, ge=-180, le=180, description="Longitude to search around, with lat.")
    km: int = Field(25, ge=1, le=MOST_KM, description="How far around, in kilometres.")
    bbox: str | None = Field(
        None, pattern=BBOX, description="south,west,north,east in degrees; west > east crosses 180°."
    )


class Paged(Schema):
    """Which page, of how many."""

    page: int = Field(1, ge=1, le=MOST_RESULTS)
    size: int = Field(20, ge=1, le=100)


class Problem(Schema):
    """What is wrong, where, and what to do (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    instance: str = ""


class SourceOut(Schema):
    """Where something comes from, and what its licence asks for."""

    code: str
    name: str
    licence: str
    attribution: str
    url: str


class PlaceOut(Schema):
    """A place as exactly as it may be shown. `role`: where the group is, or the area that it serves."""

    role: Literal["site", "service"]
    name: str
    street: str
    postcode: str
    locality: str
    region: str
    country: str
    lat: float | None
    lon: float | None
    shown_as: Literal["exact", "district", "town", "region", "none"]
    radius_km: int | None


class ContactOut(Schema):
    """A way to reach a group."""

    kind: str
    value: str


class IdentifierOut(Schema):
    """A number in a register."""

    scheme: str
    value: str


class TermOut(Schema):
    """A term: `ref` is its written form, `uri` its address in the open vocabulary."""

    ref: str
    uri: str
    facet: str
    labels: dict[str, str]


class TaggingOut(TermOut):
    """A term that a group uses."""

    primary: bool


class NamedGroup(Schema):
    """A group by name."""

    uid: str
    name: str
    kind: str
    url: str


class GroupOut(NamedGroup):
    """A group with where each thing comes from; only what the reader may see."""

    names: dict[str, str]
    aliases: list[str]
    language: str
    languages: list[str]
    description: dict[str, str]
    founded: str
    closed: str
    certainty: str
    last_confirmed: str
    places: list[PlaceOut]
    contacts: list[ContactOut]
    identifiers: list[IdentifierOut]
    terms: list[TaggingOut]
    networks: list[NamedGroup]
    sources: list[SourceOut]


class FoundGroup(GroupOut):
    """A group that a search found; `distance_km` where a point was asked for."""

    distance_km: float | None = None


class SizeOut(Schema):
    """How many of what, as of when, and who says so."""

    dimension: str
    value: int
    as_of: str
    certainty: str
    source: str


class FactOut(Schema):
    """A dated thing told of a group."""

    text: str
    language: str
    when: str
    certainty: str
    source: str


class RelationOut(Schema):
    """A tie to another group; `outward`: told from this group to the other."""

    kind: str
    outward: bool
    other: NamedGroup
    when: str
    certainty: str
    source: str


class WholeGroup(GroupOut):
    """A group with its sizes, facts and relations."""

    sizes: list[SizeOut]
    facts: list[FactOut]
    relations: list[RelationOut]


class Groups(Schema):
    """A page of the groups that were found."""

    total: int
    page: int
    size: int
    groups: list[FoundGroup]


class Terms(Schema):
    """A page of terms."""

    total: int
    page: int
    size: int
    terms: list[TermOut]


class DefinitionOut(Schema):
    """What a term means to somebody, since when and until when."""

    text: dict[str, str]
    author: str
    source: str
    valid_from: str
    valid_until: str


class WholeTerm(TermOut):
    """A term with its definitions and the number of groups that use it."""

    definitions: list[DefinitionOut]
    groups: int


class MemberOut(NamedGroup):
    """A member of a network; `through`: the uids of the networks directly above it."""

    through: list[str]


class Members(Schema):
    """A page of the members of a network, at all levels, each once."""

    total: int
    page: int
    size: int
    members: list[MemberOut]


class CircleOut(Schema):
    """Groups that a map shows as one; `group` where it is alone; `bounds`: south, west, north, east."""

    lat: float
    lon: float
    count: int
    near: str
    bounds: tuple[float, float, float, float]
    group: NamedGroup | None


class Circles(Schema):
    """The circles of a part of the map; `placed`: how many groups they hold."""

    placed: int
    circles: list[CircleOut]

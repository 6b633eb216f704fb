"""The tables of learning."""

from konbit.learning.models.frameworks import (
    Adopted,
    Adoption,
    Case,
    Claim,
    Framework,
    Growth,
    Move,
    Priority,
    Study,
)
from konbit.learning.models.modules import Circle, Figure, Module, Question, Reading, Sitting, ToRead
from konbit.learning.models.practices import Descent, Obstacle, Practice, Worked

__all__ = [
    "Adopted",
    "Adoption",
    "Case",
    "Circle",
    "Claim",
    "Descent",
    "Figure",
    "Framework",
    "Growth",
    "Module",
    "Move",
    "Obstacle",
    "Practice",
    "Priority",
    "Question",
    "Reading",
    "Sitting",
    "Study",
    "ToRead",
    "Worked",
]

"""The tables of learning."""

from konbit.learning.models.frameworks import Adoption, Case, Claim, Framework, Move, Priority, Study
from konbit.learning.models.modules import Circle, Figure, Module, Question, Reading, Sitting
from konbit.learning.models.practices import Descent, Obstacle, Practice, Worked

__all__ = [
    "Adoption",
    "Case",
    "Circle",
    "Claim",
    "Descent",
    "Figure",
    "Framework",
    "Module",
    "Move",
    "Obstacle",
    "Practice",
    "Priority",
    "Question",
    "Reading",
    "Sitting",
    "Study",
    "Worked",
]

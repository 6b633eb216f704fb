"""The certificate of a drawing: everything that is needed to repeat and to check it, by keys, without names.

Of each nominee it holds the numbers of the rules for which she counts, nothing else.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from konbit.assembly.queries.panel_asked import Asked
from konbit.engines import panel as engine

FORMAT = "konbit panel 1"


@dataclass(frozen=True)
class Certificate:
    """What a drawing was made of, its seed, and what came of it."""

    asked: Asked
    seed: str
    choice: engine.Choice

    def faults(self) -> tuple[engine.Fault, ...]:
        """What is wrong with it, found by counting alone; nothing, if the drawing is right."""
        asked = self.asked
        return engine.verify(
            self.choice, asked.nominees, asked.quotas, asked.least, asked.most, self.seed, asked.fixed
        )


def written(certificate: Certificate) -> dict[str, Any]:
    """A certificate as plain JSON."""
    asked, choice = certificate.asked, certificate.choice
    return {
        "format": FORMAT,
        "seed": certificate.seed,
        "least": asked.least,
        "most": asked.most,
        "rules": [asdict(one) for one in asked.quotas],
        "nominees": [
            {"key": one.key, "rules": [n for n, rule in enumerate(asked.quotas) if rule.counts(one)]}
            for one in asked.nominees
        ],
        "sit": sorted(asked.fixed),
        "panel": list(choice.panel),
        "drawn": [_drawn_said(one) for one in choice.drawn],
        "conflict": _conflict_said(choice.conflict),
        "nearest": _proof_said(choice.nearest),
    }


def read(said: dict[str, Any]) -> Certificate:
    """The certificate that `written` wrote. Raises KeyError, TypeError for anything else."""
    quotas = tuple(engine.Quota(**one) for one in said["rules"])
    nominees = tuple(
        engine.Nominee(one["key"], {quotas[n].dimension: quotas[n].value for n in one["rules"]})
        for one in said["nominees"]
    )
    by_key = {one.key: one for one in nominees}
    panel = tuple(said["panel"])
    people = [by_key[key] for key in panel]
    rules = (engine.Quota(engine.SIZE, "", said["least"], said["most"]), *quotas)
    choice = engine.Choice(
        panel=panel,
        drawn=tuple(_drawn(one) for one in said["drawn"]),
        standings=tuple(engine.Standing(rule, sum(map(rule.counts, people))) for rule in rules),
        conflict=_conflict(said["conflict"]),
        nearest=_proof(said["nearest"]),
    )
    asked = Asked(nominees, quotas, said["least"], said["most"], frozenset(said["sit"]))
    return Certificate(asked, said["seed"], choice)


def _drawn_said(one: engine.Drawn) -> dict[str, Any]:
    said: dict[str, Any] = {"key": one.key, "lot": one.lot, "outcome": one.outcome}
    if one.limits:
        said["limits"] = [asdict(limit) for limit in one.limits]
    if one.proof:
        said["proof"] = _proof_said(one.proof)
    return said


def _drawn(said: dict[str, Any]) -> engine.Drawn:
    limits = tuple(engine.Limit(**one) for one in said.get("limits", []))
    return engine.Drawn(said["key"], said["lot"], said["outcome"], limits, _proof(said.get("proof")))


def _conflict_said(one: engine.Conflict | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "limits": [asdict(limit) for limit in one.limits],
        "proof": _proof_said(one.proof),
        "without": [{"limit": asdict(each.limit), "panel": list(each.panel)} for each in one.without],
    }


def _conflict(said: dict[str, Any] | None) -> engine.Conflict | None:
    if said is None:
        return None
    proof = _proof(said["proof"])
    if proof is None:
        raise KeyError("proof")
    return engine.Conflict(
        tuple(engine.Limit(**one) for one in said["limits"]),
        proof,
        tuple(engine.Without(engine.Limit(**one["limit"]), tuple(one["panel"])) for one in said["without"]),
    )


def _proof_said(one: engine.Proof | None) -> list[dict[str, Any]] | None:
    if one is None:
        return None
    return [
        {"column": step.column, "most": step.most}
        if isinstance(step, engine.Split)
        else {"weights": [int(weight) for weight in step.weights]}
        for step in one.steps
    ]


def _proof(said: list[dict[str, Any]] | None) -> engine.Proof | None:
    if said is None:
        return None
    return engine.Proof(
        tuple(
            engine.Against(tuple(step["weights"])) if "weights" in step else engine.Split(**step)
            for step in said
        )
    )

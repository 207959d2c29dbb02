"""Forty teams nested in the sites, each with its own version of what the site tries."""

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from seedbed.formats import rows as r
from seedbed.formats.row import Row

from . import combination, written

READ = (date(2024, 1, 8), date(2024, 9, 27))
UNKNOWN = "Nobody in the team could say."


def teams(planted: dict[str, Any], rng: np.random.Generator) -> list[Row]:
    """Sites, innovations and scores of the 40 teams."""
    listed = written.csv("teams")
    sites = {row["id"]: row for row in written.csv("sites")}
    wholes = {row["site"]: row for row in written.csv("innovations")}
    cases = combination.cases([team["id"] for team in listed], planted, rng)
    deviants = {deviant["team"] for deviant in planted["deviants"]}
    made: list[Row] = []
    for team in listed:
        name = team["id"]
        scored = combination.scores(cases[name], deviant=name in deviants, planted=planted, rng=rng)
        made += [_site(team, sites[team["site"]]), _innovation(team, wholes[team["site"]])]
        made += _scores(name, scored, planted)
    return made


def _site(team: dict[str, str], parent: dict[str, str]) -> r.SiteRow:
    return r.SiteRow.model_validate(
        {
            "id": f"team-{team['id']}",
            "name": f"{team['name']}, {parent['area']}",
            "nation": parent["nation"],
            "kind": "team",
            "parent": parent["id"],
            "area": parent["area"],
            "status": "simulated",
        }
    )


def _innovation(team: dict[str, str], whole: dict[str, str]) -> r.InnovationRow:
    return r.InnovationRow.model_validate(
        {
            "id": f"pr-{team['id']}",
            "site": f"team-{team['id']}",
            "name": team["practice"],
            "framework": whole["framework"],
            "unit": "practice",
            "change": "incremental",
            "outside_home": whole["outside_home"],
            "description": f"The team's own version of {whole['name']}.",
            "status": "simulated",
        }
    )


def _scores(
    team: str, scored: dict[str, combination.Scored], planted: dict[str, Any]
) -> list[r.ScoreRow]:
    unknown = {gap["condition"] for gap in planted["unknown_scores"] if gap["team"] == team}
    anchors = planted["combination"]["anchors"]
    return [
        r.ScoreRow.model_validate(
            {
                "id": f"ts-{team}-{condition}",
                "innovation": f"pr-{team}",
                "condition": condition,
                "earliest": READ[0],
                "latest": READ[1],
                "raw": None if condition in unknown else Decimal(f"{score.raw:g}"),
                "membership": None if condition in unknown else Decimal(f"{score.membership:g}"),
                "reason": UNKNOWN if condition in unknown else _reason(anchors.get(condition)),
                "status": "simulated",
            }
        )
        for condition, score in scored.items()
    ]


def _reason(at: dict[str, Any] | None) -> str:
    if at is None:
        return "Crisp: yes or no, as the team told it."
    return (
        f"Calibrated from {at['raw']}: fully out at {at['out']:g}, crossover at "
        f"{at['crossover']:g}, fully in at {at['full']:g}."
    )

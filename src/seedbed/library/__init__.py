"""Published knowledge as data: codebooks, stages, theories, frameworks, reporting checklists."""

from seedbed.library.checklist import Checklist
from seedbed.library.codebook import Codebook, Construct, MayShip
from seedbed.library.consent import ConsentRule
from seedbed.library.framework import Drift, Framework, HeldElsewhere, Principle, Statement
from seedbed.library.loader import (
    Entry,
    catalogue,
    checklists,
    codebook,
    codebooks,
    consent_rule,
    consent_rules,
    construct,
    constructs,
    frameworks,
    policy_bodies,
    show,
    stage_model,
    stages,
    theories,
    theory,
)
from seedbed.library.policy import PolicyBody
from seedbed.library.shown import HOW_WE_KNOW, Row, Shown, Status
from seedbed.library.stage import Stage, StageModel, Verb
from seedbed.library.theory import FAMILIES, Family, Proposition, Rival, Theory

__all__ = [
    "FAMILIES",
    "HOW_WE_KNOW",
    "Checklist",
    "Codebook",
    "ConsentRule",
    "Construct",
    "Drift",
    "Entry",
    "Family",
    "Framework",
    "HeldElsewhere",
    "MayShip",
    "PolicyBody",
    "Principle",
    "Proposition",
    "Rival",
    "Row",
    "Shown",
    "Stage",
    "StageModel",
    "Statement",
    "Status",
    "Theory",
    "Verb",
    "catalogue",
    "checklists",
    "codebook",
    "codebooks",
    "consent_rule",
    "consent_rules",
    "construct",
    "constructs",
    "frameworks",
    "policy_bodies",
    "show",
    "stage_model",
    "stages",
    "theories",
    "theory",
]

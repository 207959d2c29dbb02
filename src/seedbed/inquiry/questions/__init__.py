"""The questions a study can be asked: one module each."""

from seedbed.inquiry.question import Question
from seedbed.inquiry.questions import (
    became_of_each,
    before_after,
    conditions_outcome,
    cost_consequence,
    not_heard,
    outcome_ledger,
    stages,
)

QUESTIONS: dict[str, Question] = {
    module.QUESTION.name: module.QUESTION
    for module in (
        became_of_each,
        stages,
        conditions_outcome,
        outcome_ledger,
        before_after,
        cost_consequence,
        not_heard,
    )
}

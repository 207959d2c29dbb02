"""The language prompt: words in a study folder that a reader of its pages may stumble over.

A prompt, never a refusal: whoever wrote the words decides.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from seedbed.formats.row import Row
from seedbed.formats.rows import TOML_ROWS, StudyFile
from seedbed.library.plain_english import Doubt, doubts

# What the study's own people write for readers. Facts, and the words of others, are left alone.
WRITTEN: dict[str, tuple[str, ...]] = {
    "claims": (
        "text", "holds_where", "not_where", "mechanism", "rivals", "change_our_mind",
        "limitations_why", "coherence_why", "adequacy_why", "relevance_why", "made_because",
    ),
    "supports": ("says_what",),
    "claim_versions": ("text", "why_changed"),
    "advice": (
        "title", "summary", "local_need", "costs", "after_grant", "rights", "not_known",
        "made_because",
    ),
    "advice_verdicts": ("sentence", "conditions", "change_our_mind"),
    "requirements": ("text", "why"),
    "fits": ("factor", "there", "ask", "why", "change"),
    "parts": ("name", "why", "changed"),
    "signs": ("sign", "measure", "others"),
    "judgements": ("criteria", "judgement", "dissent"),
    "renderings": ("text",),
    "notices": ("not_shown_because",),
    "replies": ("answer_says",),
}  # fmt: skip
STUDY = ("summary", "limits", "correct")
NAMED = ("sites", "innovations", "organisations")
FILE_OF = {model.table: name for name, models in TOML_ROWS.items() for model in models}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One doubt, and where it stands."""

    file: str
    row: str
    column: str
    doubt: Doubt

    def text(self) -> str:
        """Where it stands, what was found and what to write instead, as one line."""
        place = ", ".join(filter(None, (self.file, self.row, self.column)))
        return f"{place}: {self.doubt.found}. Instead: {self.doubt.instead}."


def prompts(study: StudyFile, tables: Mapping[str, Iterable[Row]]) -> list[Prompt]:
    """Every doubt about what a study writes for readers, in the order of its tables."""
    names = [getattr(row, "name") for table in NAMED for row in tables.get(table, ())]  # noqa: B009
    return [
        Prompt(file=file, row=row, column=column, doubt=doubt)
        for file, row, column, text in _texts(study, tables)
        for doubt in doubts(text, names=names)
    ]


def _texts(
    study: StudyFile, tables: Mapping[str, Iterable[Row]]
) -> Iterator[tuple[str, str, str, str]]:
    for column in STUDY:
        yield "study.toml", "", column, getattr(study, column)
    for table, columns in WRITTEN.items():
        for row in tables.get(table, ()):
            for column in columns:
                held = getattr(row, column)
                for text in [held] if isinstance(held, str) else held:
                    yield FILE_OF[table], row.id, column, text

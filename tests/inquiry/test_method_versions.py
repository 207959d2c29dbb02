"""A method that answers otherwise than before says so by its version.

A run is kept under its frames and its method version: were the version forgotten, an old answer
would go on being shown as fresh. ``answers.json`` holds a digest of each answer to the real study.
After a change of a method raise ``method_version`` of its question, then write the file anew:

    SEEDBED_WRITE_ANSWERS=1 .venv/bin/pytest tests/inquiry/test_method_versions.py
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from seedbed.formats.study_folder import load_folder
from seedbed.inquiry.ask import ask_line
from seedbed.inquiry.question import needs_nothing
from seedbed.inquiry.questions import QUESTIONS
from seedbed.samples.innovation_programme import FOLDER
from seedbed.trust.asking import system

ANSWERS = Path(__file__).parent / "answers.json"
LINES = [
    *(name for name, question in QUESTIONS.items() if needs_nothing(question)),
    "before-after indicator=cpp-starts area=Hertfordshire from=2014 to=2017",
    "conditions-outcome outcome=sust conditions=mdt,frame,whole",
]


@pytest.mark.django_db
def test_an_answer_changes_only_with_its_method_version() -> None:
    by = system("test", using="default")
    study = load_folder(FOLDER, by=by)
    now = {line: _told(ask_line(by=by, study=study, line=line)) for line in LINES}
    if os.environ.get("SEEDBED_WRITE_ANSWERS"):
        ANSWERS.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")
    before = json.loads(ANSWERS.read_text(encoding="utf-8"))
    assert set(now) == set(before), "write answers.json anew"
    for line, told in now.items():
        same_inputs = told["frames"] == before[line]["frames"]
        same_method = told["version"] == before[line]["version"]
        if same_inputs and same_method:
            assert told["answer"] == before[line]["answer"], f"{line}: raise its method_version"
        else:
            assert told == before[line], f"{line}: inputs or method moved; write answers.json anew"


def _told(run: Any) -> dict[str, str]:
    answer = json.dumps(run.result, sort_keys=True, ensure_ascii=False)
    return {
        "frames": run.digest,
        "version": run.method_version,
        "answer": hashlib.sha256(answer.encode()).hexdigest(),
    }

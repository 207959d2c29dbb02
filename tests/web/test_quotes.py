"""The quotations under a claim of a study of real people, through the page."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from seedbed.publish.snapshot import run_study
from seedbed.record.claims.models import Claim
from seedbed.record.evidence.models import SourceVersion
from seedbed.record.quoting.models import QuoteDecision, QuoteWording
from seedbed.record.runs.selectors import latest
from tests.real import BY, enter_proven, open_real
from tests.web.workbench_pages import html, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    return open_real(monkeypatch, tmp_path)


def address(study: Any, name: str = "quotes", key: str = "cl-leader") -> str:
    claim = Claim.objects.get(study=study, key=key)
    return reverse(f"workbench:{name}", args=[claim.public_id])


def test_each_passage_says_in_plain_words_whether_it_may_be_quoted(study: Any) -> None:
    lead = enter_proven(study, "lead")
    said = words(html(lead, address(study)))
    assert "Only after somebody looks" in said
    assert "Must not be quoted" in said
    assert "Its speaker does not agree to be quoted today." in said
    assert "Fewer than 10 people of this study share" in said
    assert address(study) in html(lead, address(study, "claim"))


def test_somebody_looks_and_it_is_kept_why(study: Any) -> None:
    researcher = enter_proven(study, "researcher")
    page = html(researcher, address(study))
    mark = page.split('name="of" value="')[1].split('"')[0]
    key = page.split('name="of"')[0].rsplit('name="support" value="', 1)[1].split('"')[0]
    empty = researcher.post(address(study), {"support": key, "of": mark, "because": " "})
    assert empty.status_code == 400
    assert "Say why the words may stand" in empty.content.decode()
    sent = researcher.post(address(study), {"support": key, "of": mark, "because": "Read it."})
    assert sent.status_code == 302
    assert QuoteDecision.objects.get().because == "Read it."
    assert "Somebody looked at this" in words(html(researcher, address(study)))
    again = researcher.post(address(study), {"support": key, "of": mark, "because": "Again."})
    assert again.status_code == 400


def test_words_that_name_somebody_are_shown_with_gaps(study: Any) -> None:
    for version in SourceVersion.objects.filter(study=study, source__key="src-manager"):
        version.text = version.text.replace("director", "Ambleton")
        version.save()
    lead = enter_proven(study, "lead")
    page = html(lead, address(study))
    assert "Must not be quoted as it is" in words(page)
    assert "Nobody can accept this by a click" in words(page)
    assert "The [a name] stayed" in page
    put_in = lead.post(address(study), {"support": "sp-1", "words": "They never paid."})
    assert put_in.status_code == 400
    assert "They never paid." in put_in.content.decode(), "what was typed stays"
    kept = "The [a name] stayed and kept the money in the base budget."
    assert lead.post(address(study), {"support": "sp-1", "words": kept}).status_code == 302
    assert QuoteWording.objects.get().words == kept


def test_others_see_and_decide_nothing(study: Any) -> None:
    for role in ("co-researcher", "reader", "circle-member", "data-protection"):
        client = enter_proven(study, role)
        assert client.get(address(study)).status_code == 404, role
        sent = client.post(address(study), {"support": "sp-1", "of": "x", "because": "x"})
        assert sent.status_code == 404, role
    assert not QuoteDecision.objects.exists()


def test_a_study_of_invented_facts_needs_no_check(tiny: Any) -> None:
    from tests.web.workbench_pages import enter

    said = words(html(enter(tiny, "lead"), address(tiny)))
    assert "Its quotations need no such check" in said


def test_exact_figures_inside_are_marked(study: Any) -> None:
    run_study(BY, study)
    run = latest(BY, study)["not-heard"]
    lead = enter_proven(study, "lead")
    said = words(html(lead, reverse("workbench:run", args=[run.public_id])))
    assert "Not for release" in said
    assert "is not shown, to protect few of them" in said

"""Questions as forms, answers as pages, whether they still stand, and publishing."""

import re

import pytest

from seedbed.inquiry.questions import QUESTIONS
from seedbed.publish.charts import why_undrawn
from seedbed.record.measures.models import Reading
from seedbed.record.outputs.models import Advice, Publication
from seedbed.record.runs.models import Run
from seedbed.record.study.models import Revision
from seedbed.record.writing import bump
from tests.web.workbench_pages import BY, asked, at, enter, html, pictures, section, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(tiny):
    return enter(tiny, "lead")


def put(client, tiny, **given):
    return client.post(at("questions", tiny), {name.rstrip("_"): v for name, v in given.items()})


BEFORE_AFTER = {
    "question": "before-after", "indicator": "ind-missing", "area": "Ambleford", "from_": "2021",
    "to": "2023", "comparison": " Northmere , Eastfold ",
}  # fmt: skip


# ---- questions ----


def test_every_question_has_a_form_made_from_its_declaration(lead, tiny):
    page = html(lead, at("questions", tiny))
    for question in QUESTIONS.values():
        form = section(page, f'id="{question.name}"', "</section>")
        assert question.title in words(form)
        boxes = set(re.findall(r"name=\"([a-z]+)\"", form)) - {"csrfmiddlewaretoken", "question"}
        assert boxes == {p.name for p in question.parameters}
    choices = section(page, 'id="before-after-area"', "</select>")
    assert re.findall(r"value=\"([^\"]+)\"", choices) == [
        "Ambleford", "Eastfold", "Lowmarsh", "Northmere", "Strathlorn",
    ]  # fmt: skip


def test_a_question_that_is_put_leads_to_its_answer(tiny):
    researcher = enter(tiny, "researcher")
    answer = put(researcher, tiny, **BEFORE_AFTER)
    run = Run.objects.get()
    assert answer.status_code == 302
    assert answer.url == at("run", run)
    assert run.parameters["comparison"] == "Northmere,Eastfold"
    said = words(html(researcher, answer.url))
    assert "In Ambleford the reading went from 78 to 52" in said
    assert "indicator: Episodes of going missing · area: Ambleford" in said
    assert run.digest in said


def test_several_choices_are_put_as_one(lead, tiny):
    put(
        lead,
        tiny,
        question="conditions-outcome",
        outcome="o-lasts",
        conditions=["c-lead", "c-money"],
    )
    run = Run.objects.get()
    assert run.parameters == {"outcome": "o-lasts", "conditions": "c-lead,c-money"}
    said = words(html(lead, at("run", run)))
    assert "conditions: A leader who stays, Money in the base budget" in said


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"from_": "last year"}, "from must be a whole number"),
        ({"from_": ""}, "needs from: the year before, by its end"),
        ({"comparison": "Nowhere"}, "There is no reading of ind-missing for Nowhere"),
        ({"question": "risk-score"}, "There is no question"),
    ],
)
def test_a_question_put_wrongly_is_explained_and_keeps_what_was_given(lead, tiny, changed, message):
    answer = put(lead, tiny, **BEFORE_AFTER | changed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert message in words(section(page, 'class="sb-errors"', "</div>"))
    assert not Run.objects.exists()
    if "question" not in changed:
        form = section(page, 'id="before-after"', "</section>")
        assert '<option value="Ambleford" selected>' in form
        assert (
            'name="to" type="text" inputmode="numeric" class="sb-date__year" value="2023"' in form
        )
        other = section(page, 'id="conditions-outcome"', "</section>")
        assert " selected>" not in other


# ---- answers ----


@pytest.mark.parametrize(
    ("question", "drawn"),
    [
        ("conditions-outcome", True),
        ("before-after indicator=ind-missing area=Ambleford from=2021 to=2023", True),
        ("cost-consequence", True),
        ("became-of-each", False),
        ("stages", False),
        ("outcome-ledger", False),
        ("not-heard", False),
    ],
)
def test_an_answer_is_words_then_warnings_then_picture_then_rows(lead, tiny, question, drawn):
    run = asked(tiny)[question]
    page = html(lead, at("run", run))
    said = words(page)
    assert run.result["text"] in said.replace(" ,", ",")
    for warning in run.result["warnings"]:
        assert warning in words(section(page, 'id="warnings"', "</section>"))
    drawings = pictures(page)
    assert bool(drawings) == drawn
    for drawing in drawings:
        assert why_undrawn(drawing) == []
    assert len(re.findall("<tr>", page[page.index("The rows behind it") :])) == 1 + len(
        run.result["table"]
    )
    assert "Up to date" in said
    assert "_" not in words(section(page, "The rows behind it", "</thead>"))


def test_an_answer_whose_inputs_changed_says_so_and_draws_nothing(lead, tiny):
    runs = asked(tiny)
    run = runs["before-after indicator=ind-missing area=Ambleford from=2021 to=2023"]
    Reading.objects.filter(key="rd-ambleford-2023").update(value=70)
    bump(BY, tiny, {"readings"})
    page = html(lead, at("run", run))
    assert "Out of date: what it read has changed" in page
    assert "No picture: it would be drawn from what the record holds now" in page
    assert not pictures(page)
    assert "from 78 to 52" in page  # the answer stays as it was
    again = section(page, f'action="{at("questions", tiny)}"', "</form>")
    fields = dict(re.findall(r"name=\"([a-z]+)\" value=\"([^\"]*)\"", again))
    fields.pop("csrfmiddlewaretoken", None)
    new = lead.post(at("questions", tiny), fields)
    assert new.status_code == 302
    page = html(lead, new.url)
    assert "from 78 to 70" in page
    assert "Other answers to the same question" in page
    assert at("run", run) in page


def test_a_change_elsewhere_leaves_an_answer_standing(lead, tiny):
    run = asked(tiny)["before-after indicator=ind-missing area=Ambleford from=2021 to=2023"]
    bump(BY, tiny, {"readings"})
    assert "May be out of date" in html(lead, at("runs", tiny))  # told cheaply in the list
    assert "Up to date" in html(lead, at("run", run))  # and exactly on its page


def test_an_answer_by_an_older_method_says_so(lead, tiny):
    run = asked(tiny)["stages"]
    Run.objects.filter(pk=run.pk).update(method_version="0")
    assert "Older method" in html(lead, at("run", run))
    assert "Older method" in html(lead, at("runs", tiny))
    Run.objects.filter(pk=run.pk).update(question="no-longer-asked")
    assert "Older method" in html(lead, at("run", run))


def test_all_questions_may_be_put_again_at_once(lead, tiny):
    said = words(html(lead, at("runs", tiny)))
    assert "No question has been put to this study yet" in said
    answer = lead.post(at("runs", tiny))
    assert answer.status_code == 302
    said = words(html(lead, answer.url))
    count = Run.objects.count()
    assert count > len(QUESTIONS)
    assert f"{count} questions were put." in said
    assert "Every answer is up to date with the record." in said


def test_a_list_of_answers_costs_the_same_however_many_moved(
    lead, tiny, django_assert_max_num_queries
):
    asked(tiny)
    Revision.objects.filter(study=tiny).update(number=99)
    with django_assert_max_num_queries(30):
        html(lead, at("runs", tiny))
    with django_assert_max_num_queries(30):
        html(lead, at("study", tiny))


# ---- advice ----


def test_advice_says_where_it_stands_and_is_published(lead, tiny):
    said = words(html(lead, at("advice", tiny)))
    assert "Marked for publishing, not published yet" in said
    assert "Draft: not marked for publishing" in said
    assert "The known cost of running it for a year is £95\u202f000 ." in said
    asked(tiny)
    answer = lead.post(at("advice", tiny))
    assert answer.status_code == 302
    page = html(lead, answer.url)
    assert "4 pages were published." in words(page)
    snapshot = Publication.objects.get(kind="advice")
    assert f'href="/advice/{snapshot.public_id}/"' in page
    assert "Published on" in words(page)
    page = html(lead, lead.post(at("advice", tiny)).url)
    assert "Nothing new to publish" in words(page)


def test_a_newer_version_than_the_published_one_is_said(lead, tiny):
    asked(tiny)
    lead.post(at("advice", tiny))
    Advice.objects.filter(key="adv-ambleford").update(version=2)
    assert "Version 1 is published, this one is not" in words(html(lead, at("advice", tiny)))


def test_a_number_bound_to_nothing_is_not_published_and_is_named(lead, tiny):
    asked(tiny)
    Advice.objects.filter(key="adv-ambleford").update(summary="It costs 12 pounds.")
    answer = lead.post(at("advice", tiny))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "adv-ambleford: It costs 12 pounds." in words(
        section(page, 'class="sb-errors"', "</div>")
    )
    assert not Publication.objects.exists()

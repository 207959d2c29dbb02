"""How a question is written, and what is said when it is written wrongly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.inquiry.ask import canonical, question_named, read_asked
from seedbed.inquiry.question import Parameter, Question
from seedbed.inquiry.questions import QUESTIONS

# The contract that claims and sentences lean on: names, and defaults (None: must be given).
PARAMETERS = {
    "became-of-each": {},
    "stages": {},
    "conditions-outcome": {"outcome": "", "conditions": ""},
    "outcome-ledger": {},
    "before-after": {"indicator": None, "area": None, "from": None, "to": None, "comparison": ""},
    "cost-consequence": {"innovation": ""},
    "not-heard": {},
}
BEFORE_AFTER = {"indicator": "ind", "area": "Ambleford", "from": "2021", "to": "2023"}
# Whatever a name of an area may hold.
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda text: text == text.strip()
)


def test_the_questions_and_their_parameters_are_these() -> None:
    found = {name: {p.name: p.default for p in q.parameters} for name, q in QUESTIONS.items()}
    assert found == PARAMETERS
    for name, question in QUESTIONS.items():
        assert question_named(name) is question
        assert question.title.endswith("?")
        assert question.says.endswith(".")
        assert all(parameter.says for parameter in question.parameters)


def test_a_question_that_is_none_is_told_which_there_are() -> None:
    with pytest.raises(InputError, match=r"no question 'rank'. There are: became-of-each, stages"):
        question_named("rank")


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_unknown_parameter_is_named(name: str) -> None:
    with pytest.raises(InputError) as refused:
        QUESTIONS[name].fill({"colour": "red"})
    assert f"The question {name} has no parameter colour." in str(refused.value)
    for parameter in PARAMETERS[name]:
        assert parameter in str(refused.value)


@pytest.mark.parametrize("missing", [n for n, d in PARAMETERS["before-after"].items() if d is None])
def test_a_missing_parameter_is_named_with_what_it_is(missing: str) -> None:
    question = QUESTIONS["before-after"]
    given = {name: value for name, value in BEFORE_AFTER.items() if name != missing}
    says = next(p.says for p in question.parameters if p.name == missing)
    with pytest.raises(InputError) as refused:
        question.fill(given)
    assert str(refused.value) == f"The question before-after needs {missing}: {says}."
    with pytest.raises(InputError):
        question.fill(given | {missing: ""})


@pytest.mark.parametrize("year", ["last", "2021.5", "", "20 21"])
def test_a_year_that_is_none_is_refused(year: str) -> None:
    question = QUESTIONS["before-after"]
    with pytest.raises(InputError, match="from"):
        question.read(question.fill(BEFORE_AFTER | {"from": year}))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "begins with its name"),
        ("   ", "begins with its name"),
        ("rank", "no question 'rank'"),
        ("stages now", "written name=value"),
        ("before-after area=A area=B", "written name=value"),
        ("before-after area='A", "quotation"),
        ("stages colour=red", "no parameter colour"),
        ("before-after indicator=ind", "needs area"),
    ],
)
def test_a_line_that_is_no_question_is_refused_in_words(line: str, says: str) -> None:
    for read in (read_asked, canonical):
        with pytest.raises(InputError, match=says):
            read(line)


@given(
    area=NAMES, indicator=NAMES, others=st.lists(NAMES.filter(lambda n: ";" not in n), max_size=5)
)
def test_a_line_says_what_was_asked_and_is_written_one_way(
    area: str, indicator: str, others: list[str]
) -> None:
    question = QUESTIONS["before-after"]
    given = {"indicator": indicator, "area": area, "from": "2014", "to": "2017",
             "comparison": _list(others)}  # fmt: skip
    line = question.asked(question.fill(given))
    again, filled = read_asked(line)
    assert again is question
    assert filled == given
    assert question.read(filled)["comparison"] == others
    assert canonical(line) == line


def _list(names: list[str]) -> str:
    commas = any("," in name for name in names)
    return "".join(f"{name};" for name in names) if commas else ",".join(names)


def test_defaults_spaces_and_order_do_not_make_another_question() -> None:
    lines = [
        "before-after indicator=ind area='Upper Town' from=2014 to=2017 comparison=A,B",
        "before-after comparison='A , B' to=2017 from=2014 area='Upper Town' indicator=ind",
        'before-after indicator=ind area="Upper Town" from=02014 to=2017 comparison=A,B,',
    ]
    assert {canonical(line) for line in lines} == {
        "before-after indicator=ind 'area=Upper Town' from=2014 to=2017 comparison=A,B"
    }
    assert canonical("conditions-outcome outcome= conditions=") == "conditions-outcome"


def test_a_parameter_says_what_it_makes_of_a_text() -> None:
    assert Parameter(name="a", says="", kind="words").read(" x, y ,") == ["x", "y"]
    assert Parameter(name="a", says="", kind="whole").read("7") == 7
    assert Parameter(name="a", says="").read("x, y") == "x, y"


def test_a_question_is_one_declaration_and_cannot_be_changed() -> None:
    question = QUESTIONS["stages"]
    assert isinstance(question, Question)
    with pytest.raises(AttributeError):
        question.name = "other"


def test_an_area_with_a_comma_in_its_name_can_be_compared_with() -> None:
    line = "before-after indicator=x area=Y from=2014 to=2017 comparison='Bristol, City of;Leeds'"
    question, filled = read_asked(line)
    assert question.read(filled)["comparison"] == ["Bristol, City of", "Leeds"]
    assert canonical(canonical(line)) == canonical(line)

"""Check a published claim: a plain form, an honest sentence, a picture that is really drawn."""

import html
import re

import pytest
from django.test import Client

from seedbed.publish.charts import why_undrawn
from tests.publish.made import change_toml, checkable_folder, load, publish
from tests.web.front_room_pages import Reader

pytestmark = pytest.mark.django_db
THIN = "\u202f"


@pytest.fixture
def folder(tmp_path):
    return checkable_folder(tmp_path / "study")


@pytest.fixture
def stranger(folder):
    publish(load(folder))
    return Client()


def page(stranger, **given):
    answer = stranger.get("/", given)
    assert answer.status_code == 200
    return Reader(answer.content.decode())


def test_it_starts_with_the_years_of_the_claim_itself(stranger):
    # 78 in 2021, 52 in 2023: a third less.
    text = page(stranger).text
    assert f"went from 78 in 2021 to 52 in 2023: down 33{THIN}%." in text


def test_another_baseline_gives_another_answer(stranger):
    # 80 in 2020, 60 in 2022: a quarter less.
    text = page(stranger, **{"from": "2020", "to": "2022"}).text
    assert f"went from 80 in 2020 to 60 in 2022: down 25{THIN}%." in text


def test_it_says_how_the_answer_moves_over_all_baselines(stranger):
    # To 52 in 2023 from 80, 78 and 60: -35, -33.3 and -13.3 per cent.
    text = page(stranger).text
    assert "Counted from each of the 3 years before" in text
    assert f"the answer runs from −13{THIN}% to −35{THIN}%: a fall each time." in text


def test_elsewhere_is_said_only_where_it_is_asked_for(stranger):
    # Means over areas with both readings: Strathlorn, Northmere, Eastfold, Lowmarsh.
    changes = [39 / 41 - 1, 86 / 91 - 1, 66 / 69 - 1, 51 / 50 - 1]
    mean = 100 * sum(changes) / len(changes)
    assert f"over the same time: down {abs(round(mean))}{THIN}%." in page(stranger).text
    assert "over the same time" not in page(stranger, beside="no").text


@pytest.mark.parametrize(
    "given", [{"from": "2023", "to": "2021"}, {"from": "soon"}, {"to": "1066"}, {"from": ""}]
)
def test_years_that_make_no_sense_are_answered_with_what_to_choose(stranger, given):
    text = page(stranger, **given).text
    assert "There is a problem" in text
    assert "Choose a first year that comes before the last year" in text
    assert "went from 78 in 2021 to 52 in 2023" in text  # the claim's own years meanwhile


def test_the_form_keeps_what_was_chosen(stranger):
    shown = stranger.get("/", {"from": "2020", "to": "2022", "beside": "no"}).content.decode()
    chosen = re.findall(r'<option value="([^"]+)" selected>', shown)
    assert chosen == ["2020", "2022", "no"]


def test_the_pictures_are_drawn_and_say_that_they_are_simulated(stranger):
    shown = stranger.get("/").content.decode()
    drawings = re.findall(r"<svg [^>]*viewBox=\"0 0 [^>]*role=\"img\".*?</svg>", shown, re.DOTALL)
    assert len(drawings) == 4  # the series and all baselines, wide and narrow
    for drawing in drawings:
        assert why_undrawn(drawing) == []
        assert "SIMULATED DATA" in html.unescape(drawing)


def test_a_suppressed_year_is_not_among_the_choices(folder, tmp_path):
    from tests.publish.made import change_row

    change_row(folder, "readings", "rd-ambleford-2022", value="", mark="suppressed")
    publish(load(folder))
    shown = Client().get("/").content.decode()
    assert set(re.findall(r'<option value="(\d+)"', shown)) == {"2020", "2021", "2023"}


def test_what_it_cannot_tell_comes_from_the_claim_itself(stranger):
    text = page(stranger).text
    assert "Networks of charities without a shared budget." in text
    assert "The town had fewer young people in those years." in text


def test_a_study_about_real_places_is_asked_before_a_simulated_one(folder, tmp_path):
    publish(load(folder))
    real = checkable_folder(tmp_path / "real")
    toml = (real / "study.toml").read_text(encoding="utf-8")
    toml = toml.replace('"tiny-study"', '"later-in-the-alphabet"').replace("simulated", "public")
    (real / "study.toml").write_text(toml, encoding="utf-8")
    change_toml(
        real / "claims.toml",
        lambda held: held["claims"][0].update(not_where="Said of the public study."),
    )
    publish(load(real))
    text = page(Client()).text
    assert "Said of the public study." in text
    assert "Simulated data." not in text

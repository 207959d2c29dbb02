"""Every part of the look says its words, escapes what it is given, and holds nothing inline."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from seedbed.publish import look, wording
from tests.charts.drawings import chart
from tests.look.pages import CLAIM, MOVED, NASTY, SOURCES, STATUSES, VERDICTS, bold, part, specimen

TEMPLATES = Path(look.__file__).parent / "templates"
NAMES = sorted(path.name for path in (TEMPLATES / "seedbed").glob("*.html"))
PAGES = ["400.html", "403.html", "404.html", "500.html", "seedbed/locked.html"]


class Words(HTMLParser):
    """The texts of a page, outside its style and its drawings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(" ".join(data.split()))


def words(html: str) -> str:
    return " ".join(Words(html).found)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_says_at_its_head_what_it_takes(name: str) -> None:
    head = (TEMPLATES / "seedbed" / name).read_text(encoding="utf-8")[:400]
    if name in ("locked.html", "logout.html"):
        return  # they take nothing
    assert "{% comment %}" in head


@pytest.mark.parametrize("door", ["front_room", "workbench"])
def test_nothing_is_inline(door: str) -> None:
    html = specimen(door)
    assert not re.search(r"<(script|style|iframe|object)\b", html)
    assert not re.search(r"\s(style|on[a-z]+)=", html)
    assert not re.search(r"(src|href)=\"(https?:)?//(?!example\.org)", html)


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_a_shape_and_a_word(status: str) -> None:
    html = part("badge_status.html", status=status)
    assert words(html) == wording.said("claim-status", status)
    assert 'aria-hidden="true"' in html


def test_no_two_signs_of_one_kind_share_a_shape() -> None:
    kinds: list[tuple[str, str, list[str]]] = [
        ("badge_status.html", "status", STATUSES),
        ("mark_provenance.html", "status", SOURCES),
        ("direction.html", "moved", MOVED),
    ]
    for name, key, values in kinds:
        shapes = [re.findall(r"<svg.*</svg>", part(name, **{key: value})) for value in values]
        assert len({tuple(shape) for shape in shapes}) == len(values), name


def test_an_address_is_text_unless_the_caller_gives_a_link() -> None:
    told: dict[str, Any] = {"status": "found", "address": "example.org/report", "note": "p. 4"}
    html = part("mark_provenance.html", **told)
    assert words(html) == "Found : example.org/report . p. 4"
    assert "<a" not in html
    linked = part("mark_provenance.html", url="https://example.org/report", **told)
    assert '<a href="https://example.org/report" rel="noreferrer">' in linked


def test_a_found_fact_without_an_address_says_so() -> None:
    assert "address not recorded" in part("mark_provenance.html", status="found")
    assert "address not recorded" in part("mark_provenance.html", status="second-hand")
    assert "address not recorded" not in part("mark_provenance.html", status="unknown")


def test_what_is_given_is_escaped() -> None:
    table = {"head": [{"text": NASTY}], "body": [[{"text": NASTY}, {"text": NASTY}]]}
    verdict = VERDICTS[1] | {"sentence": NASTY, "conditions": [NASTY], "change_our_mind": NASTY}
    for html in (
        part("mark_provenance.html", status="coded", address=NASTY, who=NASTY, note=NASTY),
        part("table.html", caption=NASTY, **table),
        part("verdict.html", verdict=verdict),
        part("empty.html", title=NASTY, next=NASTY),
        part("errors.html", errors=[(NASTY, "")]),
        part("figure.html", chart=chart("costs"), says=NASTY, note=NASTY),
    ):
        assert "<b " not in html
        assert "&lt;b onclick" in html


def test_markup_a_caller_vouches_for_is_kept() -> None:
    html = part("verdict.html", verdict=VERDICTS[0] | {"sentence": bold("49 %")})
    assert "<strong>49 %</strong>" in html


def test_a_figure_holds_both_drawings_and_the_table() -> None:
    drawing = chart("costs")
    html = part("figure.html", chart=drawing, says="One payer is known.")
    assert drawing.svg_wide in html
    assert drawing.svg_narrow in html
    assert html.count("<tr>") == len(drawing.rows) + 1
    assert words(html).startswith("One payer is known.")


def test_a_table_can_be_reached_and_read() -> None:
    row = [{"text": "A"}, {"text": "2", "numeric": True, "url": "/a"}]
    head = [{"text": "Site"}, {"text": "Events", "numeric": True}]
    html = part("table.html", caption="Events by site", head=head, body=[row])
    assert 'role="region" tabindex="0" aria-label="Events by site"' in html
    assert '<th scope="col" class="sb-numeric">Events</th>' in html
    assert '<th scope="row">A</th><td class="sb-numeric"><a href="/a">2</a></td>' in html


def test_confidence_has_four_parts_each_with_its_reason() -> None:
    said = words(part("confidence.html", claim=CLAIM))
    assert "How sure we are: low confidence" in said
    for reason in (CLAIM.limitations_why, CLAIM.coherence_why, CLAIM.adequacy_why):
        assert reason in said
    for concern in ("Moderate concern", "No concern", "Serious concern", "Not judged"):
        assert concern in said


def test_only_a_simulated_study_has_the_banner() -> None:
    base = engines["django"].get_template("seedbed/base.html")
    assert "Simulated data." in base.render({"simulated": True})
    assert "Simulated data." not in base.render({"simulated": False})


def test_a_page_says_where_it_is() -> None:
    html = specimen("workbench")
    assert '<a class="sb-nav__link" href="/" aria-current="page">Front</a>' in html
    assert html.count('aria-current="page"') == 2
    assert "<title>Specimen - Seedbed</title>" in html
    assert 'lang="en-gb"' in html
    assert "sb-workbench" in html
    assert "sb-workbench" not in specimen("front_room")


@pytest.mark.parametrize("page", PAGES)
def test_a_refusal_needs_nothing_and_says_what_to_do(page: str) -> None:
    html = engines["django"].get_template(page).render({})
    assert html.count("<h1>") == 1
    assert "Go to the front page" in html


def test_a_refusal_with_a_message_shows_the_message() -> None:
    html = engines["django"].get_template("400.html").render({"message": "Expected a date."})
    assert "Expected a date." in html


class Noted(forms.Form):
    title = forms.CharField(help_text="In a few words")
    when = forms.DateField()
    stage = forms.ChoiceField(choices=[("a", "Designing")], widget=forms.RadioSelect)


def test_a_form_names_its_errors_and_leads_to_them() -> None:
    form = Noted({"when": "spring"})
    html = engines["django"].get_template("account/login.html").render({"form": form})
    assert '<a href="#id_title">Title: This field is required.</a>' in html
    assert '<a href="#id_when">When: Enter a valid date.</a>' in html
    assert "<title>Error: Log in - Seedbed</title>" in html
    described = re.search(r'<input[^>]*name="title"[^>]*>', html)
    assert described
    named = re.search(r'aria-describedby="([^"]*)"', described.group())
    assert named
    for name in named.group(1).split():
        assert f'id="{name}"' in html


def test_every_link_of_an_error_leads_to_something() -> None:
    html = engines["django"].get_template("account/login.html").render({"form": Noted({})})
    for target in re.findall(r'<a href="#(id_[^"]*)"', html):
        assert f'id="{target}"' in html, target


@pytest.mark.parametrize("page", ["seedbed/base.html", "account/login.html", *PAGES])
def test_every_word_of_a_page_can_be_translated(page: str, monkeypatch: Any) -> None:
    translation.gettext("wake the translations")
    monkeypatch.setattr(translation._trans, "gettext", lambda text: f"⟦{text}⟧")
    context = {"door": "workbench", "simulated": True, "as_at": "⟦1 May⟧"}
    for found in Words(engines["django"].get_template(page).render(context)).found:
        plain = found.replace("- Seedbed", "").replace("Seedbed", "").strip()
        assert not plain or plain.startswith("⟦"), found


def test_every_include_speaks_through_translations(monkeypatch: Any) -> None:
    translation.gettext("wake the translations")
    monkeypatch.setattr(translation._trans, "gettext", lambda text: f"⟦{text}⟧")
    for html in (
        part("verdict.html", verdict=VERDICTS[1] | {"sentence": "⟦", "change_our_mind": "⟦"}),
        part("errors.html", errors=[("⟦", "")]),
        part("mark_provenance.html", status="coded"),
        part("direction.html", moved="mixed"),
    ):
        for found in Words(html).found:
            assert "⟦" in found or found == VERDICTS[1]["conditions"][0], found

"""A page with every part of the look on it, and how to render a part alone. All invented."""

from types import SimpleNamespace
from typing import Any

from django.template import engines
from django.utils.safestring import mark_safe

from tests.charts.drawings import MAKERS, chart

NASTY = '<b onclick="x()">&</b>'

CLAIM = SimpleNamespace(
    confidence="low",
    limitations="moderate",
    limitations_why="Two reports, neither with a comparison.",
    coherence="no",
    coherence_why="They say the same.",
    adequacy="serious",
    adequacy_why="One place only.",
    relevance="unknown",
    relevance_why="Nobody has judged it.",
)
VERDICTS = [
    {
        "about": about,
        "word": word,
        "sentence": "It is described, not tested, in one place.",
        "conditions": ["Two partners fund a post each"] * (number % 2),
        "confidence": "low",
        "change_our_mind": "A comparison over three years.",
    }
    for number, (about, word) in enumerate(
        [("take-up", "test-first"), ("scaling", "yes-if"), ("spreading", "cannot-tell")]
    )
]
STATUSES = ["hunch", "emergent", "tested-in-circle", "established", "withdrawn"]
SOURCES = ["found", "second-hand", "known", "coded", "simulated", "unknown"]
MOVED = ["better", "no-change", "worse", "mixed", "not-known"]

SPECIMEN = """{% extends "seedbed/base.html" %}
{% block title %}Specimen{% endblock %}
{% block account %}
<form method="post"><button class="sb-plain">Log out</button></form>
{% endblock %}
{% block content %}
{% include "seedbed/errors.html" with errors=errors only %}
<h1>A page with every part of the look on it</h1>
<p class="sb-lead">The sentence that carries the finding comes first and is larger.</p>
<p id="measure">{{ prose }}</p>
<p class="sb-meta">{% for s in statuses %}
{% include "seedbed/badge_status.html" with status=s only %}
{% endfor %}</p>
<p class="sb-meta">{% for m in moved %}{% include "seedbed/direction.html" with moved=m only %}
{% endfor %}</p>
<div class="sb-verdicts">
{% for v in verdicts %}{% include "seedbed/verdict.html" with verdict=v only %}{% endfor %}</div>
{% include "seedbed/confidence.html" with claim=claim only %}
<ul class="sb-list">{% for s in sources %}<li>
{% include "seedbed/mark_provenance.html" with status=s address=address url=url note=prose only %}
</li>{% endfor %}</ul>
<form class="sb-bar" method="get"><div class="sb-field"><label for="year">Count from</label>
<select id="year" name="year"><option>2014</option></select></div>
<button class="sb-button">Show</button></form>
{% for one in charts %}{% include "seedbed/figure.html" with chart=one says=prose open=True only %}
{% endfor %}
<div class="sb-columns"><section><h2>Supports</h2><p>One event.</p></section>
<section><h2>Contradicts</h2><p>Nothing.</p></section>
<section><h2>Silent</h2><p>Two sites.</p></section></div>
<ul class="sb-cards"><li class="sb-card"><h2><a href="/x">A door</a></h2><p>For you.</p></li></ul>
<dl class="sb-facts"><dt>Nation</dt><dd>Nowhere</dd></dl>
<dl class="sb-stats"><div><dt>cases</dt><dd>2</dd></div></dl>
<blockquote class="sb-quote"><p>We were asked.</p><footer>Written for a test</footer></blockquote>
<p>It moved by <a class="sb-number" href="#measure">4 %</a>
<strong class="sb-flag">number changed since</strong></p>
{% include "seedbed/empty.html" with title="Nothing yet" next=prose url="/x" action="Add" only %}
{% endblock %}
{% block aside %}<h2>Right of comment</h2><p><a href="/x">Say so</a></p>{% endblock %}"""

PROSE = (
    "Plain words of a usual length fill this line so that its measure can be counted by a browser, "
    "which knows how many letters fit beside each other at the size that a reader really meets."
)


def rendered(template: str, **context: Any) -> str:
    """A template given as text, with the engine the site uses."""
    return engines["django"].from_string(template).render(context)


def part(name: str, **context: Any) -> str:
    """One include, rendered alone."""
    return engines["django"].get_template(f"seedbed/{name}").render(context).strip()


def specimen(door: str) -> str:
    """The page with everything on it, in one of the two doors."""
    return rendered(
        SPECIMEN,
        door=door,
        simulated=door == "workbench",
        as_at="24 November 2026",
        nav=[("Front", "/", True), ("What became of each", "/b", False), ("Advice", "/c", False)],
        breadcrumbs=[("A study", "/s"), ("A site", "")],
        errors=[("Say what happened", "#year"), ("No field of its own", "")],
        charts=[chart(kind) for kind in MAKERS],
        verdicts=VERDICTS,
        claim=CLAIM,
        statuses=STATUSES,
        sources=SOURCES,
        moved=MOVED,
        prose=PROSE,
        address="example.org/a/very/long/address/that/has/to/break/somewhere/or/overflow",
        url="https://example.org/a",
    )


def bold(text: str) -> str:
    """Markup that a caller vouches for."""
    return mark_safe(f"<strong>{text}</strong>")

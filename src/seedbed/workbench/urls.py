"""Addresses of the workbench. Every one asks for a log-in here, so that none can be forgotten."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from seedbed.workbench.views import (
    advice,
    claims,
    events,
    questions,
    runs,
    sites,
    sources,
    studies,
)

app_name = "workbench"


def _page(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    return path(route, login_required(view), name=name)


urlpatterns = [
    _page("", RedirectView.as_view(pattern_name="workbench:studies"), "start"),
    _page("studies/", studies.studies, "studies"),
    _page("studies/<uuid:study>/", studies.study, "study"),
    _page("studies/<uuid:study>/sources/", sources.sources, "sources"),
    _page("studies/<uuid:study>/claims/", claims.claims, "claims"),
    _page("studies/<uuid:study>/questions/", questions.questions, "questions"),
    _page("studies/<uuid:study>/runs/", runs.runs, "runs"),
    _page("studies/<uuid:study>/advice/", advice.advice, "advice"),
    _page("sites/<uuid:site>/", sites.site, "site"),
    _page("sites/<uuid:site>/log/", events.log, "log_event"),
    _page("sources/<uuid:source>/", sources.source, "source"),
    _page("claims/<uuid:claim>/", claims.claim, "claim"),
    _page("runs/<uuid:run>/", runs.run, "run"),
]

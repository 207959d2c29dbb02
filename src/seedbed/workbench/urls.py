"""Addresses of the workbench. Every one asks for a log-in here, so that none can be forgotten."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from seedbed.workbench.files import sealing
from seedbed.workbench.views import (
    advice,
    attachments,
    claims,
    events,
    gate,
    harm,
    jobs,
    judgements,
    keeping,
    members,
    openings,
    people,
    questions,
    quotes,
    releases,
    replies,
    right_of_reply,
    room,
    runs,
    seen,
    sites,
    sources,
    studies,
    subject_access,
    trust,
    vetoes,
    withdrawals,
)

app_name = "workbench"


def _page(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    return path(route, login_required(view), name=name)


def _upload(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    return path(route, sealing(login_required(view)), name=name)


urlpatterns = [
    _page("", RedirectView.as_view(pattern_name="workbench:studies"), "start"),
    _page("studies/", studies.studies, "studies"),
    _page("studies/<uuid:study>/", studies.study, "study"),
    _page("studies/<uuid:study>/sources/", sources.sources, "sources"),
    _page("studies/<uuid:study>/people/", people.people, "people"),
    _page("people/<uuid:participant>/consent/", people.consent, "consent"),
    _page("people/<uuid:participant>/withdraw/", withdrawals.withdraw, "withdraw_person"),
    _page("withdrawals/<uuid:withdrawal>/", withdrawals.withdrawal, "withdrawal"),
    _page("passages/<uuid:excerpt>/veto/", vetoes.veto, "veto"),
    _page("studies/<uuid:study>/claims/", claims.claims, "claims"),
    _page("studies/<uuid:study>/questions/", questions.questions, "questions"),
    _page("studies/<uuid:study>/runs/", runs.runs, "runs"),
    _page("studies/<uuid:study>/jobs/", jobs.jobs, "jobs"),
    _page("studies/<uuid:study>/advice/", advice.advice, "advice"),
    _page("studies/<uuid:study>/gate/", gate.gate, "gate"),
    _page("studies/<uuid:study>/trust/", trust.trust_desk, "trust_desk"),
    _page("studies/<uuid:study>/members/", members.members, "members"),
    _page("studies/<uuid:study>/members/<uuid:member>/", members.member, "member"),
    _page("studies/<uuid:study>/open/", openings.glass, "open_glass"),
    _page("studies/<uuid:study>/openings/", openings.openings, "openings"),
    _page("studies/<uuid:study>/seen/", seen.seen, "seen"),
    _page("studies/<uuid:study>/seen/<uuid:row>/", seen.seen_row, "seen_row"),
    _page("studies/<uuid:study>/advice/<uuid:advice>/judge/", judgements.judge, "judge"),
    _page("studies/<uuid:study>/replies/", replies.replies, "replies"),
    _page("replies/<uuid:reply>/", replies.answer, "answer"),
    _page("studies/<uuid:study>/harm/", harm.harm, "harm"),
    _page("studies/<uuid:study>/flag/", harm.flag_told, "flag_told"),
    _page("sources/<uuid:source>/flag/", harm.flag_source, "flag_source"),
    _page("flags/<uuid:flag>/", harm.flag, "harm_flag"),
    _page("studies/<uuid:study>/requests/", subject_access.subject_access, "subject_access"),
    _page("requests/<uuid:access>/", subject_access.access_request, "access_request"),
    _page("requests/<uuid:access>/file/", subject_access.access_file, "access_file"),
    _page("found/<uuid:item>/", subject_access.access_item, "access_item"),
    _page("studies/<uuid:study>/keeping/", keeping.keeping, "keeping"),
    _page("holds/<uuid:hold>/", keeping.lift, "lift_hold"),
    _page("sites/<uuid:site>/", sites.site, "site"),
    _page("sites/<uuid:site>/notice/", right_of_reply.notice, "notice"),
    _page("sites/<uuid:site>/reply/", right_of_reply.reply, "reply"),
    _page("sites/<uuid:site>/log/", events.log, "log_event"),
    _page("sources/<uuid:source>/", sources.source, "source"),
    _upload("sources/<uuid:source>/attach/", attachments.attach, "attach"),
    _page("attachments/<uuid:attachment>/", attachments.download, "download"),
    _page("attachments/<uuid:attachment>/destroy/", attachments.destroy, "destroy_file"),
    _page("claims/<uuid:claim>/", claims.claim, "claim"),
    _page("claims/<uuid:claim>/release/", releases.release, "release"),
    _page("claims/<uuid:claim>/quotes/", quotes.quotes, "quotes"),
    _page("studies/<uuid:study>/release-room/", room.release_room, "release_room"),
    _page("studies/<uuid:study>/release-room/ask/", room.ask_for, "ask_release"),
    _page("release-room/<uuid:release>/", room.review, "review"),
    _page("release-room/<uuid:release>/frozen/", room.frozen_file, "frozen_file"),
    _page("release-room/<uuid:release>/file/", room.released_file, "released_file"),
    _page("publications/<uuid:publication>/withdraw/", releases.withdraw, "withdraw"),
    _page("runs/<uuid:run>/", runs.run, "run"),
]

"""Addresses of the front room. A snapshot keeps its address for good."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from seedbed.front_room.about import about
from seedbed.front_room.advice import advice, advice_list, draft
from seedbed.front_room.became import became
from seedbed.front_room.claims import claim
from seedbed.front_room.corrections import correct, correct_thanks, corrections
from seedbed.front_room.curves import check_claims
from seedbed.front_room.feed import feed
from seedbed.front_room.findings import findings
from seedbed.front_room.fit import fit, fit_list, plan
from seedbed.front_room.front import front
from seedbed.front_room.frozen import frozen
from seedbed.front_room.journey import journey, our_journey
from seedbed.front_room.library import library, library_entry
from seedbed.front_room.readers import claim_for
from seedbed.front_room.studies import study

app_name = "front_room"
urlpatterns = [
    path("", front, name="front"),
    path("advice/", advice_list, name="advice_list"),
    path("advice/<uuid:public_id>/", advice, name="advice"),
    path("advice/<uuid:public_id>/draft/", draft, name="draft"),
    path("frozen/<uuid:public_id>/", frozen, name="frozen"),
    path("fit/", fit_list, name="fit_list"),
    path("advice/<uuid:public_id>/fit/", fit, name="fit"),
    path("advice/<uuid:public_id>/fit/plan.docx", plan, name="plan"),
    path("journey/", journey, name="journey"),
    path("journey/<uuid:site>/", login_required(our_journey), name="our_journey"),
    path("claims/<uuid:public_id>/", claim, name="claim"),
    path("claims/<uuid:public_id>/for/<slug:reader>/", claim_for, name="claim_for"),
    path("findings/", findings, name="findings"),
    path("findings.atom", feed, name="feed"),
    path("check/", check_claims, name="check"),
    path("became/", became, name="became"),
    path("corrections/", corrections, name="corrections"),
    path("correct/<uuid:public_id>/", correct, name="correct"),
    path("correct/<uuid:public_id>/thanks/", correct_thanks, name="correct_thanks"),
    path("studies/<uuid:public_id>/", study, name="study"),
    path("about/", about, name="about"),
    path("library/", library, name="library"),
    path("library/<slug:entry>/", library_entry, name="library_entry"),
]

"""Addresses of the front room. A snapshot keeps its address for good."""

from django.urls import path

from seedbed.front_room.about import about
from seedbed.front_room.advice import advice, advice_list
from seedbed.front_room.became import became
from seedbed.front_room.claims import claim
from seedbed.front_room.curves import check_claims
from seedbed.front_room.front import front
from seedbed.front_room.library import library, library_entry
from seedbed.front_room.studies import study

app_name = "front_room"
urlpatterns = [
    path("", front, name="front"),
    path("advice/", advice_list, name="advice_list"),
    path("advice/<uuid:public_id>/", advice, name="advice"),
    path("claims/<uuid:public_id>/", claim, name="claim"),
    path("check/", check_claims, name="check"),
    path("became/", became, name="became"),
    path("studies/<uuid:public_id>/", study, name="study"),
    path("about/", about, name="about"),
    path("library/", library, name="library"),
    path("library/<slug:entry>/", library_entry, name="library_entry"),
]

"""Addresses: each door has its own; the front room is at the root because strangers come there."""

from allauth.account.views import LoginView, LogoutView
from django.urls import include, path

urlpatterns = [
    path("", include("seedbed.front_room.urls")),
    path("workbench/", include("seedbed.workbench.urls")),
    path("log-in/", LoginView.as_view(), name="account_login"),
    path("log-out/", LogoutView.as_view(), name="account_logout"),
]

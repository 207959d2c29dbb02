"""Addresses: each door has its own; the front room is at the root because strangers come there."""

from allauth.account.views import LoginView, LogoutView, PasswordChangeView, ReauthenticateView
from django.contrib.auth.decorators import login_required
from django.urls import include, path

urlpatterns = [
    path("", include("seedbed.front_room.urls")),
    path("workbench/", include("seedbed.workbench.urls")),
    path("log-in/", LoginView.as_view(), name="account_login"),
    path("log-out/", LogoutView.as_view(), name="account_logout"),
    path("account/", include("allauth.mfa.urls")),
    path(
        "account/password/",
        login_required(PasswordChangeView.as_view(success_url="/account/")),
        name="account_change_password",
    ),
    path(
        "account/again/",
        login_required(ReauthenticateView.as_view()),
        name="account_reauthenticate",
    ),
]

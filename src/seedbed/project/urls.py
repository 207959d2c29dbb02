"""Addresses: each door has its own; the front room is at the root because strangers come there."""

from allauth.account.views import LoginView, LogoutView, PasswordChangeView, ReauthenticateView
from django.contrib.auth.decorators import login_required
from django.urls import include, path

from seedbed.project import passkeys

urlpatterns = [
    path("", include("seedbed.front_room.urls")),
    path("workbench/", include("seedbed.workbench.urls")),
    path("log-in/", LoginView.as_view(), name="account_login"),
    path("log-out/", LogoutView.as_view(), name="account_logout"),
    # Three of its pages are our own: they say whether this address can have passkeys at all.
    path("account/authenticate/", passkeys.Authenticate.as_view(), name="mfa_authenticate"),
    path("account/webauthn/add/", passkeys.Add.as_view(), name="mfa_add_webauthn"),
    path(
        "account/webauthn/reauthenticate/",
        passkeys.Again.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
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

"""The pages of allauth that we use, under its own names."""

from allauth.account import views as account
from allauth.socialaccount import views as provider
from django.urls import include, path, re_path

from emptychair.http.entrance.views import ForgottenPasswordView, SignInView

urlpatterns = [
    path("sign-in/", SignInView.as_view(), name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-up/", account.signup, name="account_signup"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("address/", account.email, name="account_email"),
    path("address/sent/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(
        r"^address/confirm/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"
    ),
    path("password/", account.password_change, name="account_change_password"),
    path("password/first/", account.password_set, name="account_set_password"),
    path(
        "password/forgotten/",
        ForgottenPasswordView.as_view(),
        name="account_reset_password",
    ),
    path(
        "password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("safety/", include("allauth.mfa.urls")),
    path("provider/", provider.connections, name="socialaccount_connections"),
    path("provider/sign-up/", provider.signup, name="socialaccount_signup"),
    path("provider/cancelled/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("provider/failed/", provider.login_error, name="socialaccount_login_error"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]

"""Signing in and up, one's own account, members, teams, tokens, the audit trail, the workspace."""

from django.utils import timezone

from emptychair.accounts.models import Token
from emptychair.accounts.permissions import Permission, Role
from emptychair.accounts.services.invitations import invite_member
from emptychair.accounts.services.teams import create_team
from tests.architecture.permission_table.who import EVERYBODY, WHO, may
from tests.people import make_secret


def make(people):
    now = timezone.now()
    invited, _secret = invite_member(
        people.system, email="x@example.com", role=Role.MEMBER, now=now
    )
    make_secret(people.workspace, Permission.REPORT_READ, now=now)
    return {
        "user": people.bob.pk,
        "team": create_team(people.system, name="Legal").pk,
        "invitation": invited.pk,
        "token": Token.objects.filter(workspace=people.workspace).first().pk,
    }


def everybody(status):
    return dict.fromkeys(WHO, status)


def signed_in(status):
    """Pages of one's account: whoever signed in has them. A token did not sign in."""
    return everybody(status) | {"token": 302, "nobody": 302}


NEW_HERE = everybody(302) | {"token": 200, "nobody": 200}  # who is in already is sent on
ACCOUNT = signed_in(200)
MINE = everybody(200) | {"token": 401, "nobody": 302}
# An outsider is an owner elsewhere: lists show theirs, rows of ours do not exist.
LIST = may("owner", "manager", "outsider")
LIST_422 = may("owner", "manager", "outsider", ok=422)
ROW = may("owner", "manager", outsider=404)
ROW_302 = may("owner", "manager", ok=302, outsider=404)
ROW_422 = may("owner", "manager", ok=422, outsider=404)

A, S = "account/", "account/safety/"
CONFIRM = r"^address/confirm/(?P<key>[-:\w]+)/$"
NEW_PASSWORD = "^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"  # noqa: S105 - an address
OIDC = "account/oidc/^(?P<provider_id>[^/]+)/login/"
KEY = "account/safety/webauthn/keys/<int:pk>/"
INVITED = "settings/members/invitations/<int:invitation_id>/"
LINES = {
    # signing in and up
    ("GET", f"{A}sign-in/", "/account/sign-in/"): NEW_HERE,
    ("POST", f"{A}sign-in/", "/account/sign-in/"): NEW_HERE,
    ("GET", f"{A}sign-up/", "/account/sign-up/"): NEW_HERE,
    ("POST", f"{A}sign-up/", "/account/sign-up/"): NEW_HERE,
    ("GET", f"{A}sign-out/", "/account/sign-out/"): ACCOUNT,
    ("POST", f"{A}sign-out/", "/account/sign-out/"): everybody(302),
    ("GET", f"{A}closed/", "/account/closed/"): EVERYBODY,
    ("GET", A + CONFIRM, "/account/address/confirm/abc/"): EVERYBODY,
    ("POST", A + CONFIRM, "/account/address/confirm/abc/"): everybody(404),
    ("GET", f"{A}address/sent/", "/account/address/sent/"): EVERYBODY,
    ("GET", f"{A}password/forgotten/", "/account/password/forgotten/"): EVERYBODY,
    ("GET", f"{A}password/forgotten/sent/", "/account/password/forgotten/sent/"): EVERYBODY,
    ("GET", A + NEW_PASSWORD, "/account/password/new/1-abc/"): EVERYBODY,
    ("GET", f"{A}password/new/done/", "/account/password/new/done/"): EVERYBODY,
    ("GET", OIDC, "/account/oidc/company/login/"): everybody(404),  # none is set up
    ("GET", f"{OIDC}callback/", "/account/oidc/company/login/callback/"): everybody(404),
    ("GET", f"{A}provider/sign-up/", "/account/provider/sign-up/"): everybody(302),
    ("GET", f"{A}provider/cancelled/", "/account/provider/cancelled/"): EVERYBODY,
    ("GET", f"{A}provider/failed/", "/account/provider/failed/"): everybody(401),
    ("GET", f"{A}invitation/", "/account/invitation/"): everybody(404),  # without a link
    ("GET", f"{A}invitation/<str:secret>/", "/account/invitation/ec_x/"): everybody(302),
    # one's own account
    ("GET", f"{A}address/", "/account/address/"): ACCOUNT,
    ("GET", f"{A}password/", "/account/password/"): everybody(302),  # they have none yet
    ("GET", f"{A}password/first/", "/account/password/first/"): ACCOUNT,
    ("GET", f"{A}provider/", "/account/provider/"): ACCOUNT,
    # without a password or a key there is nothing to ask again for
    ("GET", f"{A}again/", "/account/again/"): signed_in(403),
    ("GET", f"{S}reauthenticate/", "/account/safety/reauthenticate/"): signed_in(403),
    (
        "GET",
        f"{S}webauthn/reauthenticate/",
        "/account/safety/webauthn/reauthenticate/",
    ): signed_in(403),
    ("GET", S, "/account/safety/"): ACCOUNT,
    ("GET", f"{S}authenticate/", "/account/safety/authenticate/"): everybody(302),
    ("GET", f"{S}recovery-codes/", "/account/safety/recovery-codes/"): signed_in(404),
    (
        "GET",
        f"{S}recovery-codes/download/",
        "/account/safety/recovery-codes/download/",
    ): signed_in(404),
    (
        "GET",
        f"{S}recovery-codes/generate/",
        "/account/safety/recovery-codes/generate/",
    ): ACCOUNT,
    ("GET", f"{S}totp/activate/", "/account/safety/totp/activate/"): ACCOUNT,
    ("GET", f"{S}totp/deactivate/", "/account/safety/totp/deactivate/"): signed_in(404),
    ("GET", f"{S}webauthn/", "/account/safety/webauthn/"): ACCOUNT,
    ("GET", f"{S}webauthn/add/", "/account/safety/webauthn/add/"): ACCOUNT,
    ("GET", f"{S}webauthn/login/", "/account/safety/webauthn/login/"): everybody(302),
    ("GET", f"{KEY}edit/", "/account/safety/webauthn/keys/1/edit/"): signed_in(404),
    ("GET", f"{KEY}remove/", "/account/safety/webauthn/keys/1/remove/"): signed_in(404),
    ("GET", "settings/profile/", "/settings/profile/"): MINE,
    ("GET", "settings/workspaces/", "/settings/workspaces/"): MINE,
    ("POST", "settings/workspaces/switch/", "/settings/workspaces/switch/"): {
        **everybody(404),
        "token": 401,
        "nobody": 302,
    },
    # the workspace
    ("GET", "settings/", "/settings/"): may(
        "owner", "manager", "member", "analyst", "partner", "outsider", "token"
    ),
    ("GET", "settings/workspace/", "/settings/workspace/"): may("owner", "outsider"),
    ("POST", "settings/workspace/", "/settings/workspace/"): may("owner", "outsider", ok=422),
    ("GET", "settings/members/", "/settings/members/"): LIST,
    ("POST", "settings/members/", "/settings/members/"): LIST_422,
    ("POST", "settings/members/<int:user_id>/role/", "/settings/members/{user}/role/"): ROW_422,
    ("GET", "settings/members/<int:user_id>/remove/", "/settings/members/{user}/remove/"): ROW,
    (
        "POST",
        "settings/members/<int:user_id>/remove/",
        "/settings/members/{user}/remove/",
    ): ROW_302,
    ("POST", f"{INVITED}again/", "/settings/members/invitations/{invitation}/again/"): ROW_302,
    (
        "POST",
        f"{INVITED}withdraw/",
        "/settings/members/invitations/{invitation}/withdraw/",
    ): ROW_302,
    ("GET", "settings/teams/", "/settings/teams/"): LIST,
    ("POST", "settings/teams/", "/settings/teams/"): LIST_422,
    ("GET", "settings/teams/<int:team_id>/", "/settings/teams/{team}/"): ROW,
    ("POST", "settings/teams/<int:team_id>/", "/settings/teams/{team}/"): ROW_422,
    ("GET", "settings/teams/<int:team_id>/delete/", "/settings/teams/{team}/delete/"): ROW,
    ("POST", "settings/teams/<int:team_id>/delete/", "/settings/teams/{team}/delete/"): ROW_302,
    ("GET", "settings/tokens/", "/settings/tokens/"): LIST,
    ("GET", "settings/tokens/new/", "/settings/tokens/new/"): LIST,
    ("POST", "settings/tokens/new/", "/settings/tokens/new/"): LIST_422,
    ("GET", "settings/tokens/<int:token_id>/revoke/", "/settings/tokens/{token}/revoke/"): ROW,
    (
        "POST",
        "settings/tokens/<int:token_id>/revoke/",
        "/settings/tokens/{token}/revoke/",
    ): ROW_302,
    ("GET", "settings/audit/", "/settings/audit/"): LIST,
    ("GET", "settings/audit/audit.csv", "/settings/audit/audit.csv"): LIST,
}

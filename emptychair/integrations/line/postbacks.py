"""What a button gives back to us."""

from urllib.parse import parse_qs, urlencode

from emptychair.surveys.links import read_token


def written_postback(score: int, token: str) -> str:
    """The data of one button: its score, and for which invitation."""
    return urlencode({"score": score, "token": token})


def read_postback(data: str, *, workspace_id: int) -> tuple[int, int] | None:
    """Score and invitation, or nothing for what we did not sign or what belongs elsewhere."""
    given = parse_qs(data)
    score, token = given.get("score", [""])[0], given.get("token", [""])[0]
    read = read_token(token)
    if read is None or read[0] != workspace_id or not score.isdecimal() or len(score) > 2:
        return None
    return int(score), read[1]

"""Whose rows they are."""

from collections.abc import Collection

from emptychair.kit.agenda import AgendaRow


def is_mine(row: AgendaRow, user_id: int | None) -> bool:
    """Given to this person."""
    return user_id is not None and row.assignee_id == user_id


def is_of_my_teams(row: AgendaRow, user_id: int | None, teams: Collection[int]) -> bool:
    """Mine, my teams', or nobody's: what belongs to nobody must not be overlooked."""
    if is_mine(row, user_id):
        return True
    if row.assignee_id is not None:
        return False
    return row.team_id is None or row.team_id in teams

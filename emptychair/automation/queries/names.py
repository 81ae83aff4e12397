"""What the settings of steps point at, read once for a page."""

from emptychair.accounts.access import Access
from emptychair.accounts.queries import members_of, teams_of
from emptychair.automation.doing import Names
from emptychair.automation.queries.judging import fields_of
from emptychair.customers.models import AttributeDefinition
from emptychair.surveys.models import Survey


def names_of(access: Access) -> Names:
    """Members, teams, surveys and attributes by id, and the fields of conditions by name."""
    surveys = Survey.objects.visible_to(access).order_by("name")
    attributes = AttributeDefinition.objects.visible_to(access).order_by("label")
    return Names(
        members={str(one.user_id): one.name or one.email for one in members_of(access)},
        teams={str(one.pk): one.name for one in teams_of(access)},
        surveys={str(pk): name for pk, name in surveys.values_list("pk", "name")},
        attributes={f"{row.applies_to}:{row.key}": row.label for row in attributes},
        fields=dict(fields_of(access)),
    )

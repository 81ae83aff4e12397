"""What can be exported: the columns of each table, one file a domain."""

from emptychair.exchange.tables.accounts import TABLES as OF_ACCOUNTS
from emptychair.exchange.tables.alerts import TABLES as OF_ALERTS
from emptychair.exchange.tables.asking import TABLES as OF_ASKING
from emptychair.exchange.tables.automation import TABLES as OF_AUTOMATION
from emptychair.exchange.tables.customer_details import TABLES as OF_CUSTOMER_DETAILS
from emptychair.exchange.tables.customers import TABLES as OF_CUSTOMERS
from emptychair.exchange.tables.digests import TABLES as OF_DIGESTS
from emptychair.exchange.tables.effects import TABLES as OF_EFFECTS
from emptychair.exchange.tables.explore import TABLES as OF_EXPLORE
from emptychair.exchange.tables.intake import TABLES as OF_INTAKE
from emptychair.exchange.tables.loop import TABLES as OF_LOOP
from emptychair.exchange.tables.messaging import TABLES as OF_MESSAGING
from emptychair.exchange.tables.metrics import TABLES as OF_METRICS
from emptychair.exchange.tables.onboarding import TABLES as OF_ONBOARDING
from emptychair.exchange.tables.outcomes import TABLES as OF_OUTCOMES
from emptychair.exchange.tables.plans import TABLES as OF_PLANS
from emptychair.exchange.tables.programme import TABLES as OF_PROGRAMME
from emptychair.exchange.tables.renewals import TABLES as OF_RENEWALS
from emptychair.exchange.tables.scorecard import TABLES as OF_SCORECARD
from emptychair.exchange.tables.silence import TABLES as OF_SILENCE
from emptychair.exchange.tables.success import TABLES as OF_SUCCESS
from emptychair.exchange.tables.surveys import TABLES as OF_SURVEYS
from emptychair.exchange.tables.touch import TABLES as OF_TOUCH
from emptychair.exchange.tables.types import ExportTable
from emptychair.exchange.tables.usage import TABLES as OF_USAGE

TABLES: dict[str, ExportTable] = {
    table.name: table
    for table in (
        *OF_CUSTOMERS,
        *OF_CUSTOMER_DETAILS,
        *OF_SURVEYS,
        *OF_ASKING,
        *OF_MESSAGING,
        *OF_LOOP,
        *OF_PROGRAMME,
        *OF_METRICS,
        *OF_SCORECARD,
        *OF_EFFECTS,
        *OF_EXPLORE,
        *OF_DIGESTS,
        *OF_ALERTS,
        *OF_AUTOMATION,
        *OF_USAGE,
        *OF_SILENCE,
        *OF_SUCCESS,
        *OF_OUTCOMES,
        *OF_ONBOARDING,
        *OF_PLANS,
        *OF_INTAKE,
        *OF_TOUCH,
        *OF_RENEWALS,
        *OF_ACCOUNTS,
    )
}

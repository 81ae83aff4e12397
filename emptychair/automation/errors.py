"""What may be refused about playbooks."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid


class DefinitionNotUnderstood(Invalid):
    """A stored or posted definition has another shape."""

    code = "playbook-not-understood"
    message = _("This playbook cannot be read. Please check its trigger, conditions and steps.")


class NotReady(Conflict):
    """Something is missing before it can go live."""

    code = "playbook-not-ready"
    message = _("This playbook is not ready to go live: see what is missing on its page.")


class NeedsAName(Conflict):
    """The fit gate advises against it, and nobody stands for it."""

    code = "playbook-advised-against"
    message = _(
        "Before it is shown that the product fits, we advise against playbooks for many customers. "
        "If you want it all the same, write your name and the reason."
    )


class WrongState(Conflict):
    """What was asked for does not go with the state it is in."""

    code = "playbook-wrong-state"
    message = _("This does not go with the state the playbook is in. Please look again.")


class AlreadyRunning(Conflict):
    """The customer is in it, or was lately."""

    code = "playbook-already-running"
    message = _(
        "This playbook is under way for this customer, or was too short a time ago. See its runs."
    )


class NobodyGiven(Invalid):
    """A run without a customer."""

    code = "playbook-nobody"
    message = _("Say for which person or company the playbook is to run.")


class StepNotThere(Invalid):
    """A step that the draft does not have."""

    code = "playbook-no-such-step"
    message = _("This step is no longer there. Somebody changed the playbook; please look again.")


class TooManySteps(Invalid):
    """More than one can read."""

    code = "playbook-too-long"
    message = _("A playbook has at most 20 steps. Make a second one that begins where this ends.")


class AllHeldOut(Invalid):
    """A share that leaves nobody."""

    code = "playbook-hold-out"
    message = _("Hold out between 5 and 50 of a hundred customers, or nobody.")

"""What the domain refuses, each a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound


class NobodyNamed(Invalid):
    """A person without any sign by which to know them again."""

    code = "nobody-named"
    message = _("Give at least a name, an e-mail address or an external id.")


class CompanyNotNamed(Invalid):
    """A company without a name."""

    code = "company-not-named"
    message = _("Give the name of the company, or its external id.")


class ExternalIdTaken(Conflict):
    """Another row has this external id."""

    code = "external-id-taken"
    message = _("Somebody else has this external id. Open that one, or merge the two.")


class EventWithoutCustomer(Invalid):
    """An event of nobody."""

    code = "event-without-customer"
    message = _("Say whose event it is: a person or a company.")


class AttributeUnknown(NotFound):
    """No attribute has this key."""

    code = "attribute-unknown"
    message = _("There is no attribute of this name. Add it to the list of attributes first.")


class AttributeNotOfKind(Invalid):
    """A value that is not of the attribute's type."""

    code = "attribute-not-of-kind"
    message = _("This value does not fit the attribute. Please look at its type and try again.")


class SegmentNotUnderstood(Invalid):
    """Rules of a segment that cannot be read."""

    code = "segment-not-understood"
    message = _("A condition of this segment is not complete. Please fill it in or take it out.")


class NameTaken(Conflict):
    """Another row has this name."""

    code = "name-taken"
    message = _("This name is in use. Please choose another one.")


class SameRow(Invalid):
    """A thing put together with itself."""

    code = "same-row"
    message = _("Choose two different customers.")


class MergeTooOld(Conflict):
    """A merge that a later one stands on."""

    code = "merge-too-old"
    message = _("These two were merged again later. Take the later merge back first.")


class HierarchyCircle(Invalid):
    """A company above itself."""

    code = "hierarchy-circle"
    message = _("A company cannot stand above itself. Please choose another parent company.")


class ReasonMissing(Invalid):
    """A change that needs a reason."""

    code = "reason-missing"
    message = _("Please say why, in a few words.")

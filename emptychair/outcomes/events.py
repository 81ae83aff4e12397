"""Facts about outcomes that other domains react to."""

from dataclasses import dataclass

from emptychair.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsRecorded(Event, name="outcomes.readings_recorded"):
    """The ledger of a KPI has new readings, or corrected ones."""

    kpi_id: int
    company_id: int | None
    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiConfirmed(Event, name="outcomes.kpi_confirmed"):
    """A customer confirmed a number of theirs."""

    confirmation_id: int
    kpi_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiCorrected(Event, name="outcomes.kpi_corrected"):
    """A customer gave another number than ours; nothing is changed before somebody decides."""

    confirmation_id: int
    kpi_id: int

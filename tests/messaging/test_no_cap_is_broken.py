"""Whatever happens in whatever order, with crashes and two at the same moment: no cap is broken."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from emptychair.accounts.access import Access
from emptychair.customers.models import Company
from emptychair.messaging.models import ContactDecision, HoldOut
from emptychair.messaging.queries.facts import contact_facts
from emptychair.messaging.services import contact
from emptychair.messaging.services.contact import decide_contact, preview_contact
from emptychair.messaging.services.holds import hold_person, lift_hold
from tests.factories.customers import make_company, make_person
from tests.people import make_workspace

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PURPOSES = st.sampled_from(["survey", "survey", "reminder", "referral"])
CHANNELS = st.sampled_from(["email", "widget", "in_app"])
CADENCE = {"survey:1": 0, "survey:2": 25}
WHO = st.integers(0, 3)


class PowerCut(Exception):  # noqa: N818 - named as what happens
    pass


class Asking(RuleBasedStateMachine):
    """Many parts of the product that all would like to ask the same four people."""

    numbers = iter(range(1, 10**9))

    @initialize(
        min_days=st.integers(0, 20),
        most=st.integers(1, 3),
        window_days=st.integers(1, 60),
        company_most=st.integers(0, 3),
        company_days=st.integers(1, 30),
        reminder_days=st.integers(0, 5),
        reminder_most=st.integers(0, 3),
        referral_days=st.integers(0, 40),
    )
    def begin(self, **numbers):
        self.rule = numbers | {"referral_most": 1, "ahead_days": 0, "case_days": 3}
        self.workspace = make_workspace(f"place-{next(self.numbers)}")
        self.workspace.settings = {**self.workspace.settings, "contact_rule": self.rule}
        self.workspace.save()
        self.access = Access.system(self.workspace, "tests")
        company = make_company(self.workspace)
        self.people = [make_person(self.workspace, company=company) for _ in range(3)]
        self.people.append(make_person(self.workspace))
        self.now, self.holding, self.asked = START, set(), {}

    @rule(hours=st.integers(-24 * 20, 24 * 40))
    def time_passes_or_history_is_written_later(self, hours):
        self.now += timedelta(hours=hours)

    @rule(who=WHO, purpose=PURPOSES, channel=CHANNELS, about=st.sampled_from(sorted(CADENCE)))
    def ask(self, who, purpose, channel, about):
        occasion = f"{about}:{next(self.numbers)}"
        before = preview_contact(
            self.access,
            [self.people[who].pk],
            now=self.now,
            purpose=purpose,
            channel=channel,
            about=about,
            cadence_days=CADENCE[about],
        )[0]
        made = self._decide(who, occasion, purpose, channel, about)
        assert before[1:] == (made.allowed, made.reason, made.parameters)
        self.asked[who, occasion] = made
        if who < 3 and who in self.holding:
            assert not made.allowed

    @rule(who=WHO, purpose=PURPOSES, others=st.lists(WHO, min_size=1, max_size=3))
    def ask_while_others_ask_at_the_same_moment(self, who, purpose, others):
        """Their rows are committed between our look and our row."""
        look, waiting = contact.contact_facts, list(others)

        def look_and_be_overtaken(*args, **kwargs):
            found = look(*args, **kwargs)
            if waiting:
                other = waiting.pop()
                self._decide(other, f"survey:1:{next(self.numbers)}", purpose, "email", "survey:1")
            return found

        contact.contact_facts = look_and_be_overtaken
        try:
            self._decide(who, f"survey:2:{next(self.numbers)}", purpose, "email", "survey:2")
        finally:
            contact.contact_facts = look

    @rule(who=WHO, purpose=PURPOSES)
    def ask_and_crash_before_it_is_kept(self, who, purpose):
        count = ContactDecision.objects.count()
        try:
            with transaction.atomic():
                self._decide(who, f"survey:1:{next(self.numbers)}", purpose, "email", "survey:1")
                raise PowerCut  # noqa: TRY301 - the current goes here
        except PowerCut:
            pass
        assert ContactDecision.objects.count() == count

    @rule(data=st.data())
    def do_the_same_again(self, data):
        if self.asked:
            who, occasion = data.draw(st.sampled_from(sorted(self.asked)))
            made = self.asked[who, occasion]
            again = self._decide(who, occasion, made.purpose, made.channel, made.about)
            assert (again.pk, again.allowed) == (made.pk, made.allowed)

    @rule(who=WHO)
    def hold(self, who):
        hold_person(self.access, self.people[who], source=f"case:{who}", reason="case_open")
        self.holding.add(who)

    @rule(who=WHO)
    def lift(self, who):
        lift_hold(self.access, source=f"case:{who}", now=self.now)
        self.holding.discard(who)

    @rule(who=WHO)
    def change_the_company(self, who):
        person = self.people[who]
        other = Company.objects.filter(workspace=self.workspace).first()
        person.company = None if person.company_id else other
        person.save()

    @rule(who=WHO)
    def draw_out(self, who):
        HoldOut.objects.get_or_create(
            workspace=self.workspace, person=self.people[who], defaults={"drawn_at": self.now}
        )

    @invariant()
    def nobody_is_asked_too_often(self):
        if not hasattr(self, "rule"):
            return
        rows = ContactDecision.objects.filter(workspace=self.workspace, allowed=True)
        limits = {
            "survey": (self.rule["min_days"], self.rule["most"]),
            "reminder": (self.rule["reminder_days"], self.rule["reminder_most"]),
            "referral": (self.rule["referral_days"], self.rule["referral_most"]),
        }
        columns = ("person_id", "decided_at", "purpose", "about", "company_id")
        found = sorted(rows.values_list(*columns), key=lambda row: row[1])
        for person in {row[0] for row in found}:
            own = [row for row in found if row[0] == person]
            for purpose, (least, most) in limits.items():
                moments = [row[1] for row in own if row[2] == purpose]
                apart(moments, least)
                within(moments, most, self.rule["window_days"])
            for about, days in CADENCE.items():
                apart([row[1] for row in own if row[2:4] == ("survey", about)], days)
        if self.rule["company_most"]:
            moments = [row[1] for row in found if row[4] and row[2] == "survey"]
            within(moments, self.rule["company_most"], self.rule["company_days"])

    def _decide(self, who, occasion, purpose, channel, about):
        return decide_contact(
            self.access,
            self.people[who],
            occasion=occasion,
            purpose=purpose,
            now=self.now,
            channel=channel,
            about=about,
            cadence_days=CADENCE[about],
        )


def apart(moments, days):
    for earlier, later in itertools.pairwise(moments):
        assert later - earlier >= timedelta(days=days)


def within(moments, most, days):
    for first in moments:
        inside = [one for one in moments if first <= one < first + timedelta(days=days)]
        assert len(inside) <= most


SOME = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_no_schedule_no_order_no_crash_breaks_a_cap(db):
    run_state_machine_as_test(Asking, settings=SOME)


def test_a_rule_that_forgets_is_caught(db, monkeypatch):
    """Without what was asked before the machine finds a broken cap: it can fail."""
    look = contact_facts

    def forget(access, ids, **rest):
        found = look(access, ids, **rest)
        return {pk: replace(one, contacts=(), company_surveys=()) for pk, one in found.items()}

    monkeypatch.setattr(contact, "contact_facts", forget)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Asking, settings=settings(SOME, max_examples=20))

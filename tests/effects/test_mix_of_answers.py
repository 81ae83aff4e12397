"""Others answer than before the start: it is seen, said, and taken off where that is possible."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from django.utils import translation

from emptychair.accounts.queries import access_of_user
from emptychair.effects.mix_words import basis_words, mix_sentences
from emptychair.effects.models import EffectDesign
from emptychair.effects.queries.estimates import reading_of
from emptychair.effects.services.designs import choose_design, set_treated_companies
from emptychair.kit.periods import months_later
from emptychair.surveys.models import Response
from tests.factories.customers import make_company
from tests.factories.loop import make_initiative
from tests.factories.mix import ENDS, HAPPY, START, UNHAPPY, answer, months
from tests.factories.surveys import make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

TODAY = NOW.date()
CHOSEN_AT = NOW - timedelta(days=220)


@pytest.fixture
def bob(people):
    return access_of_user(people.bob)


def planned(people, bob, **fields) -> EffectDesign:
    return choose_design(
        bob, make_initiative(people.workspace), now=CHOSEN_AT, design="series", starts_on=START,
        ends_on=ENDS, **fields,
    )  # fmt: skip


def test_a_moving_mix_is_told_in_words_and_taken_off(people, bob):
    answer(people, make_survey(people.workspace), months())
    found = reading_of(bob, planned(people, bob), today=TODAY)
    (move,) = found.mix.moves
    assert (move.by, move.group, move.moved) == ("segment", HAPPY, True)
    assert (round(move.before, 2), round(move.after, 2)) == (0.2, 0.6)
    assert move.low < 0.4 * 60 < move.high
    assert found.mix.used == "before"
    assert found.mix.held == ("segment",)
    assert found.effect.low <= 0 <= found.effect.high
    assert found.mix.answered.estimate - found.effect.estimate == pytest.approx(24, abs=6)
    assert found.effect.sound
    assert found.proposed != "helped"
    (sentence,) = mix_sentences(found.mix, "nps")
    assert sentence.startswith(
        f"お客様の種別「{HAPPY}」からの回答は、開始前は全体の20%、開始後は60%です。"
    )
    assert f"推定値が+{move.points:.1f}動きます（+{move.low:.1f}〜+{move.high:.1f}）" in sentence


def test_what_helped_is_found_in_spite_of_a_mix_that_hides_it(people, bob):
    answer(people, make_survey(people.workspace), months(effect=50, share=0.02, each=150))
    found = reading_of(bob, planned(people, bob), today=TODAY)
    assert found.mix.moves[0].points < 0
    assert found.effect.estimate > found.mix.answered.estimate + 6
    assert found.effect.low <= 50 <= found.effect.high
    assert found.proposed == "helped"


def test_where_the_same_kinds_answer_both_readings_agree_and_nothing_is_raised(people, bob):
    answer(people, make_survey(people.workspace), months(share=0.2))
    found = reading_of(bob, planned(people, bob), today=TODAY)
    assert not any(move.moved for move in found.mix.moves)
    assert found.effect.checks[-1].code == "mix-moved.kept"
    assert found.effect.estimate == pytest.approx(found.mix.answered.estimate, abs=0.5)
    assert mix_sentences(found.mix, "nps") == ["回答した方の顔ぶれは、開始前と変わりません。"]


def test_a_kind_that_nobody_heard_before_cannot_be_told_from_the_change(people, bob):
    rows = months(share=0.2)
    fresh = [row[0] >= START and n % 3 == 0 for n, row in enumerate(rows)]
    new = [
        (day, 9, "代理店") if is_new else (day, score, kind)
        for (day, score, kind), is_new in zip(rows, fresh, strict=True)
    ]
    answer(people, make_survey(people.workspace), new)
    found = reading_of(bob, planned(people, bob), today=TODAY)
    assert found.effect.checks[-1].code == "mix-moved.broken"
    assert found.mix.moves[0].group == "代理店"
    assert found.proposed == "unknown"


def test_a_new_survey_from_the_start_on_is_a_new_ruler_and_nothing_is_told(people, bob):
    rows = months(share=0.2, effect=50)
    old, new = make_survey(people.workspace), make_survey(people.workspace, name="新しい調査")
    answer(people, old, [row for row in rows if row[0] < START])
    answer(people, new, [row for row in rows if row[0] >= START])
    found = reading_of(bob, planned(people, bob), today=TODAY)
    assert found.effect.low > 0
    assert found.effect.checks[-1].code == "mix-moved.broken"
    assert found.proposed == "unknown"
    move = next(move for move in found.mix.moves if move.by == "survey")
    assert (move.group, move.unheard, move.after) == ("新しい調査", True, 1)
    assert any("誰にも分かりません" in one for one in mix_sentences(found.mix, "nps"))


def test_what_was_agreed_stays_agreed_until_somebody_changes_it_with_a_reason(people, bob):
    answer(people, make_survey(people.workspace), months(each=150))
    design = planned(people, bob, mix="answered")
    found = reading_of(bob, design, today=TODAY)
    assert found.mix.used == "answered"
    assert found.effect.checks[-1].code == "mix-moved.broken"
    assert found.proposed == "unknown"
    assert "確かめ方を変えて" in basis_words(found.mix, agreed=design.mix)
    changed = choose_design(
        bob, design.initiative, now=NOW, mix="before", reason="法人の回答が急に増えた"
    )
    again = reading_of(bob, changed, today=TODAY)
    assert (again.mix.used, again.effect.sound) == ("before", True)
    assert changed.changes.get().before == {"mix": "answered"}


def test_too_few_of_a_kind_cannot_be_held_and_a_mix_that_moved_is_not_passed_over(people, bob):
    """Of the happy nobody answers in every other month before, and half of all after."""
    rows = [row for row in months(share=0.5, each=60)
            if row[2] == UNHAPPY or row[0] >= START or row[0].month % 2]  # fmt: skip
    answer(people, make_survey(people.workspace), rows)
    found = reading_of(bob, planned(people, bob), today=TODAY)
    assert found.mix.fixed is None
    assert found.mix.used == "answered"
    assert found.effect.checks[-1].code == "mix-moved.broken"
    assert found.proposed == "unknown"
    with translation.override("en"):
        assert "read as they came" in basis_words(found.mix, agreed="before")


def test_designs_from_before_keep_reading_the_answers_as_they_came():
    from importlib import import_module

    first, second = import_module("emptychair.effects.migrations.0002_add_mix").Migration.operations
    assert (first.field.default, second.field.default) == ("answered", "before")
    assert EffectDesign._meta.get_field("mix").default == "before"


def test_in_differences_a_mix_that_moves_among_the_treated_is_taken_off(people, bob):
    survey, rng = make_survey(people.workspace), np.random.default_rng(8)
    companies = [make_company(people.workspace) for _ in range(16)]
    rows = []
    for number, company in enumerate(companies):
        for back in range(9):
            first = months_later(date(2026, 10, 1), -back)
            moved = first >= START and number < 7
            for _ in range(30):
                happy = rng.random() < (0.7 if moved else 0.2)
                high = rng.random() < (0.8 if happy else 0.3)
                day = first + timedelta(days=int(rng.integers(0, 28)))
                rows.append((day, 9 if high else 4, HAPPY if happy else UNHAPPY, company))
    Response.objects.bulk_create(
        Response(
            workspace=people.workspace, survey=survey, metric="nps", score=score, channel="email",
            source="test", segment=kind, company=company,
            answered_at=datetime.combine(day, NOW.timetz()),
        )
        for day, score, kind, company in rows
    )  # fmt: skip
    design = choose_design(
        bob, make_initiative(people.workspace), now=CHOSEN_AT, design="differences",
        starts_on=START, ends_on=ENDS,
    )  # fmt: skip
    set_treated_companies(bob, design, {one.pk: None for one in companies[:7]})
    found = reading_of(bob, design, today=TODAY)
    assert found.mix.used == "before"
    assert found.mix.answered.low > 0
    assert found.effect.low <= 0 <= found.effect.high
    assert found.mix.moves[0].points == pytest.approx(
        found.mix.answered.estimate - found.effect.estimate, abs=15
    )
    assert found.effect.checks[-1].code == "mix-moved.kept"
    as_agreed = choose_design(bob, design.initiative, now=NOW, mix="answered", reason="x")
    again = reading_of(bob, as_agreed, today=TODAY)
    assert again.effect.checks[-1].code == "mix-moved.broken"
    assert again.proposed == "unknown"


def test_touchpoints_and_channels_are_called_by_their_names(people, bob):
    one = make_touchpoint(people.workspace, name="店頭")
    other = make_touchpoint(people.workspace, name="配送")
    rows, survey = months(share=0.6, each=30), make_survey(people.workspace)
    answer(people, survey, [(*row[:2], "") for row in rows if row[2] == HAPPY], touchpoint=one)
    answer(people, survey, [(*row[:2], "") for row in rows if row[2] != HAPPY], touchpoint=other)
    found = reading_of(bob, planned(people, bob), today=TODAY)
    (move,) = found.mix.moves
    assert (move.by, move.group, found.mix.held) == ("touchpoint", "店頭", ("touchpoint",))
    assert "接点「店頭」" in mix_sentences(found.mix, "nps")[0]

"""What the made-up customers say about their jobs. Written for the demo, said by nobody."""

from dataclasses import dataclass
from typing import Any

from emptychair.demo.catalogue import KITCHEN, ROTA


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """One kind of conversation."""

    department: str
    job: str
    words: str
    situation: str
    alternatives: str
    hired: str
    fired: str
    push: str
    pull: str
    habit: str
    anxiety: str
    industry: str = ""
    situations: tuple[str, ...] = ("growth", "lost")
    reasoning: str = ""
    formula: str = ""
    inputs: tuple[dict[str, Any], ...] = ()


TALES: dict[str, tuple[Tale, ...]] = {
    KITCHEN: (
        Tale(
            department="household",
            job="time",
            words="平日の夜に、子どもと話す時間がほしい",
            situation="下の子が小学校に上がり、帰宅後がいちばん慌ただしくなった",
            alternatives="宅配の弁当、実家の母、外食",
            hired="週に一度の作り置き",
            fired="帰り道のスーパーと、日曜の買い出し",
            push="夕方になると気が重い",
            pull="帰ったら食卓が整っている",
            habit="自分の味付けに慣れている",
            anxiety="知らない人が台所に入ること",
            formula="改善 × ひと月の週 × 時給",
            inputs=(
                {"name": "ひと月の週", "value": 4, "unit": "週"},
                {"name": "時給", "value": 1500, "unit": "円/時"},
            ),
            reasoning="予約の変更が減るほど、夕方の段取りに追われていないと考えられるためです。",
        ),
        Tale(
            department="household",
            job="worry",
            words="離れて暮らす父の食事が心配でなくなること",
            situation="父がひとり暮らしになり、電話で食べたものを聞くようになった",
            alternatives="配食サービス、毎週の帰省",
            hired="父の家への訪問調理",
            fired="毎晩の確認の電話",
            push="電話に出ないと夜眠れない",
            pull="温かいものを食べたと分かる",
            habit="父は外の人を嫌がる",
            anxiety="父が断るのではないか",
        ),
        Tale(
            department="household",
            job="family",
            words="家族の記念日を、家でゆっくり祝いたい",
            situation="赤ちゃんが生まれて外食が難しくなった",
            alternatives="外食、ケーキの予約",
            hired="記念日の料理",
            fired="個室のある店の予約",
            push="店では落ち着けない",
            pull="家族がそろって笑っている",
            habit="記念日は外食と決めていた",
            anxiety="後片付けが残ること",
        ),
    ),
    ROTA: (
        Tale(
            department="shop",
            job="shift",
            industry="food",
            words="A rota that is finished before Thursday and stays as it is",
            situation="Two people left in one month and nobody knew who was on duty",
            alternatives="A spreadsheet, a sheet of paper on the wall, a chat group",
            hired="The plan of the week and swaps by phone",
            fired="The chat group at midnight",
            push="Sunday evenings went into it",
            pull="Colleagues swap among themselves",
            habit="Everybody looks at the wall",
            anxiety="The older cooks will not use it",
            formula="change × hourly_wage × 12",
            inputs=({"name": "hourly_wage", "value": 31, "unit": "EUR/h"},),
            reasoning="Plans that are read and not rewritten are plans that hold.",
        ),
        Tale(
            department="hr",
            job="stay",
            industry="care",
            words="Nurses who do not leave because of their shifts",
            situation="Three notices in one quarter named the shifts",
            alternatives="An agency, more pay, nothing",
            hired="Wishes for free days in the plan",
            fired="The wish book in the drawer",
            push="Agency hours cost twice as much",
            pull="People plan their own month",
            habit="The head nurse has always done it",
            anxiety="Wishes that cannot be granted make it worse",
        ),
        Tale(
            department="finance",
            job="errors",
            industry="retail",
            words="A payroll that nobody has to correct",
            situation="Overtime was paid late for the second time",
            alternatives="An outside payroll office",
            hired="Hours handed over to payroll",
            fired="Typing time sheets",
            push="Calls on the third of every month",
            pull="One file, checked once",
            habit="Sheets are signed by hand",
            anxiety="A wrong file pays a hundred people wrongly",
            formula="change × minutes_each ÷ 60 × hourly_wage × 12",
            inputs=(
                {"name": "minutes_each", "value": 25, "unit": "min"},
                {"name": "hourly_wage", "value": 38, "unit": "EUR/h"},
            ),
        ),
        Tale(
            department="quality",
            job="stops",
            industry="factory",
            words="No machine that stands still because nobody was planned",
            situation="A night shift without a setter",
            alternatives="Calling people at home",
            hired="Skills beside each name",
            fired="The list in the foreman’s head",
            push="Half a shift lost",
            pull="The plan says who can set which machine",
            habit="The foreman knows",
            anxiety="He retires next year",
        ),
    ),
}
QUOTES = {
    "household": (
        "夕方、鍵を開けるのが楽しみになりました。",
        "母がまた「おいしい」と言うようになったんです。",
        "頼むのは、なまけることじゃないと思えました。",
    ),
    "shop": ("Thursday is just Thursday again.", "I stopped looking at my phone at night."),
    "hr": (
        "She stayed because she gets her Wednesdays.",
        "We do not need nicer words. We need free weekends.",
    ),
    "finance": ("The third of the month is a quiet day now.",),
    "quality": ("The plan knows what only Karl knew.",),
}

"""The templates a workspace begins with, in both languages, as `rules/outline.py` reads them.

What they contain is our own experience of such work put down as a beginning; none of it is a
benchmark. Every company changes them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """One template in one language."""

    title: str
    goal: str
    outline: str


BUILT_IN: dict[str, dict[str, BuiltIn]] = {
    "saas_onboarding": {
        "en": BuiltIn(
            "First steps with a software service",
            "The team does its real work with it, and the number it was bought for begins to move.",
            """
# 5 We know what it is for
- us 1 Welcome call: what should be different in three months?
- customer 3 Name the number that shows it, and where it stands today
- us 5 Send this plan with both in it
# 14 The data is in
- customer 7 Send the list of users and the data to be taken over
- third 10 Approve sign-in and security (IT or its supplier)
- us 14 Take over the data and have it checked
# 30 First value
- customer 16 Choose the three people who begin
- us 18 Train them with their own work, not with examples
- customer 30 Finish the first real piece of work with it
# 90 It is a habit
- customer 45 Invite everyone else
- us 60 Look at use and at the number together
- customer 75 Say what still stands in the way
- us 90 Review: reached or not, and what is next
""",
        ),
        "ja": BuiltIn(
            "クラウドサービスの立ち上げ",
            "チームが実際の仕事で使い、導入の目的である数字が動き始めている。",
            """
# 5 目的が決まっている
- 当社 1 最初のお打ち合わせ（三か月後に何が変わっていればよいか）
- お客様 3 それを示す数字と、現在の値を決める
- 当社 5 決まったことを入れた計画をお送りする
# 14 データが入っている
- お客様 7 利用者の一覧と、移すデータをお送りいただく
- 第三者 10 サインインと安全面の承認（情報システム部門または委託先）
- 当社 14 データを移し、ご確認いただく
# 30 初めての価値
- お客様 16 最初に使う三名を決める
- 当社 18 例題ではなく実際の仕事を使って説明する
- お客様 30 実際の仕事を一つ、最後まで終える
# 90 習慣になっている
- お客様 45 残りの方を招待する
- 当社 60 利用状況と数字をご一緒に確認する
- お客様 75 まだ妨げになっていることを伝える
- 当社 90 振り返り（達成できたか、次に何をするか）
""",
        ),
    },
    "shop_loyalty": {
        "en": BuiltIn(
            "A shop's new customer becomes a regular",
            "The customer comes back by choice, and knows whom to turn to.",
            """
# 3 The first purchase is right
- us 1 Thank them, and say how to reach us
- us 3 Ask whether everything arrived and fits
# 21 A second reason to come
- customer 14 Say what they use it for
- us 21 Suggest one thing that goes with it, or say honestly that nothing is needed
# 60 Second purchase
- us 45 Tell what is new for their use, once
- customer 60 Come back, or say why not
# 120 A regular
- us 75 Put right what they told us
- us 120 Ask whether they would recommend us, and thank them either way
""",
        ),
        "ja": BuiltIn(
            "初めてのお客様に常連になっていただく",
            "お客様がご自分の意思でまた来てくださり、困ったときに誰に聞けばよいかをご存じである。",
            """
# 3 最初のお買い物に問題がない
- 当社 1 お礼と、連絡先をお伝えする
- 当社 3 届いたか、合っているかをうかがう
# 21 二度目の理由がある
- お客様 14 どのようにお使いかを教えていただく
- 当社 21 合うものを一つご案内する（不要なら不要とお伝えする）
# 60 二度目のお買い物
- 当社 45 お使い方に合う新しいものを一度だけお知らせする
- お客様 60 またお越しいただく、または理由を教えていただく
# 120 常連になっていただく
- 当社 75 うかがったことを直す
- 当社 120 お薦めいただけるかをうかがい、どちらでもお礼を申し上げる
""",
        ),
    },
    "household_service": {
        "en": BuiltIn(
            "A service in the household, from the first visit on",
            "The household has what it wanted to have off its mind, and keeps the service on.",
            """
# 7 The first visit
- us 1 Call: what should be different at home, and what must not be touched?
- customer 3 Tell about allergies, keys, pets and parking
- us 7 First visit, with one person who stays theirs
# 10 It was right
- us 8 Ask the day after how it was
- customer 10 Say what was not as they wished
# 30 Second visit
- us 14 Put right what was said, and say so
- customer 30 Book again, or say what stands against it
# 90 It runs by itself
- us 45 Agree on a rhythm that fits the household
- third 60 Building management or family: agree on entry
- us 90 Look together whether it has taken off their mind what it should
""",
        ),
        "ja": BuiltIn(
            "ご家庭へのサービス、初回から定着まで",
            "任せたかったことが手を離れ、ご家庭がこれからも続けたいと思っている。",
            """
# 7 初回のご訪問
- 当社 1 お電話（何が楽になればよいか、触れてはいけないものは何か）
- お客様 3 アレルギー、鍵、ペット、駐車場について教えていただく
- 当社 7 初回のご訪問（担当は同じ者が続ける）
# 10 満足していただけた
- 当社 8 翌日にご様子をうかがう
- お客様 10 ご希望と違った点を教えていただく
# 30 二度目のご訪問
- 当社 14 ご指摘を直し、直したことをお伝えする
- お客様 30 次回のご予約、または迷われている点を教えていただく
# 90 無理なく続いている
- 当社 45 ご家庭に合う間隔を決める
- 第三者 60 管理会社またはご家族と入室について決める
- 当社 90 任せたかったことが手を離れたかを、ご一緒に確認する
""",
        ),
    },
    "b2b_project": {
        "en": BuiltIn(
            "A project for a company",
            "What was ordered is accepted, in use, and does what it was ordered for.",
            """
# 10 The same picture
- us 3 Kick-off: aim, what is not part of it, who decides
- customer 7 Name the person who decides and the one who does
- us 10 Write down what "finished" means, with a number
# 45 First part
- customer 20 Hand over documents and access
- third 30 Deliver what comes from suppliers
- us 45 Show the first part working
# 75 Accepted
- customer 55 Try it, and list what is missing
- us 70 Put the list right
- customer 75 Accept it
# 165 It does what it was for
- us 105 Visit after a month: is it used?
- customer 150 Look up the number
- us 165 Review, and what was learned for both
""",
        ),
        "ja": BuiltIn(
            "法人向けプロジェクト",
            "ご発注いただいたものが検収され、使われ、目的どおりに役立っている。",
            """
# 10 同じ絵を見ている
- 当社 3 開始のお打ち合わせ（目的、含まないもの、決める方）
- お客様 7 決裁の方と実務の方を決める
- 当社 10 「完了」の意味を数字とともに書面にする
# 45 最初の部分
- お客様 20 資料と権限をご用意いただく
- 第三者 30 仕入先からの納品
- 当社 45 最初の部分が動くところをお見せする
# 75 検収
- お客様 55 お試しいただき、足りない点を挙げる
- 当社 70 挙がった点を直す
- お客様 75 検収
# 165 目的どおりに役立っている
- 当社 105 一か月後に訪問する（使われているか）
- お客様 150 数字を確認する
- 当社 165 振り返り（双方が学んだこと）
""",
        ),
    },
    "renewal_rescue": {
        "en": BuiltIn(
            "Before a renewal that is in danger",
            "We know what is wrong, have put right what we can, and the decision is theirs.",
            """
# 5 We know why
- us 1 Call whoever decides: what has to change for you to stay?
- customer 4 Say it as it is
- us 5 Write down what we heard, and what we will not be able to do
# 25 Put right what weighs most
- us 7 Name who sees to it, with a day
- us 20 Put it right
- customer 25 Look whether it is
# 40 Worth it?
- us 30 Show what the service brought, with their own number
- customer 35 Check that number
- us 40 Offer that fits what is really used, also if it is smaller
# 55 Decision
- customer 55 Decide, and say why
""",
        ),
        "ja": BuiltIn(
            "危ぶまれる更新の立て直し",
            "何が問題かが分かり、直せることは直し、あとはお客様のご判断という状態である。",
            """
# 5 理由が分かっている
- 当社 1 決裁の方にお電話（続けていただくには何が変わればよいか）
- お客様 4 率直なところを教えていただく
- 当社 5 うかがったことと、できないことを書面にする
# 25 最も重い点を直す
- 当社 7 担当と期日を決める
- 当社 20 直す
- お客様 25 直っているかをご確認いただく
# 40 続ける価値
- 当社 30 お客様ご自身の数字で、役立った分をお見せする
- お客様 35 その数字をご確認いただく
- 当社 40 実際のご利用に合うご提案（小さくなる場合も）
# 55 ご判断
- お客様 55 ご判断と、その理由を教えていただく
""",
        ),
    },
}

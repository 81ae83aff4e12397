"""The shape of survey answers: what a row may tell, and under which headers it is kept.

Where the headers of the tools come from:

- Delighted: its API documentation (`id, person, survey_type, score, comment, permalink, created_at,
  updated_at, person_properties, notes, tags`). No source for the titles of its CSV export was
  found, so the titles accepted are those of our own contract for its importer.
- AskNicely: its API documentation ("Get Responses", contacts): `name, email, segment, sent,
  opened, responded, answer, comment`; custom data ends in `_c`.
- SurveyMonkey: files shared in public repositories. First line `Respondent ID,Collector ID,
  Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,...`, second line
  the kind of answer (`Response`, `Open-Ended Response`).
- Google Forms: `Timestamp` or `タイムスタンプ`, then the questions as they were asked.
- Typeform: `#`, the questions, `Response Type`, `Start Date (UTC)`, `Stage Date (UTC)`,
  `Submit Date (UTC)`, `Network ID`, `Tags`, as in public repositories.
- Qualtrics: its support page "Understanding Your Dataset" and public repositories. Three header
  lines: `StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,
  ResponseId,RecipientLastName,RecipientFirstName,RecipientEmail,ExternalReference,...`, then the
  questions, then `ImportId` in JSON.
"""

from __future__ import annotations

from typing import Final

from emptychair.sheets.types import Field, Shape, Vendor


def _names(text: str) -> tuple[str, ...]:
    """The names in a comma separated list, most usual first."""
    return tuple(name.strip() for name in text.split(","))


_FIELDS: Final = (
    Field(
        "score",
        "score",
        _names(
            """
            nps score, nps, score, nps スコア, 推奨度, 推奨スコア, お薦め度, おすすめ度,
            お勧め度, 推奨意向, 推奨意向度, recommendation score, likelihood to recommend,
            how likely are you to recommend, how likely is it that you would recommend,
            how likely would you be to recommend, likely to recommend, would you recommend,
            ltr, スコア, 評価点, 点数, 評価, 得点, rating, どのくらいお勧め, どの程度お勧め,
            どのくらいおすすめ, どの程度おすすめ, どのくらい薦め, どの程度薦め, 友人や同僚に,
            ご友人や同僚, 勧める可能性, 薦める可能性, すすめる可能性, 薦めたい, 勧めたい,
            すすめたい, 満足度, satisfaction, answer score, 回答点
            """
        ),
        required=True,
    ),
    Field(
        "comment",
        "text",
        _names(
            """
            comment, comments, コメント, 自由回答, 自由記述, フリーコメント, 自由記入,
            自由意見, ご意見, ご意見ご感想, ご感想, 感想, 意見, 理由, その理由, スコアの理由,
            評価の理由, 点数の理由, お客様の声, feedback, reason, reason for score, why,
            main reason, verbatim, free text, open ended response, why did you give,
            reason for your score, what is the reason, what could we do better, tell us more,
            お聞かせください, 教えてください, free response, remarks, message, answer, 備考
            """
        ),
    ),
    Field(
        "answered_at",
        "time",
        _names(
            """
            answered at, responded at, 回答日時, 回答日, response date, responded,
            submitted at, submit date, submission date, date answered, response time,
            answer date, completed at, recorded date, end date, 回答完了日時, 回答時刻,
            送信日時 回答, アンケート回答日, 記入日, タイムスタンプ, timestamp, 日時, 日付,
            created at, created, date, 登録日時, 作成日時, 受付日時, 実施日, time
            """
        ),
    ),
    Field(
        "asked_at",
        "time",
        _names(
            """
            asked at, sent at, last sent at, sent, invited at, invitation sent, survey sent at,
            delivered at, send date, sent date, date sent, invitation date, 配信日時, 配信日,
            送信日時, 送信日, 依頼日時, 依頼日, 発送日, 案内日, アンケート送信日,
            アンケート配信日
            """
        ),
    ),
    Field(
        "status",
        "category",
        _names(
            """
            invitation status, delivery status, survey status, response status, 配信状況,
            送信状況, 回答状況, 回答有無, 回答ステータス, 配信ステータス
            """
        ),
    ),
    Field(
        "response_id",
        "identifier",
        _names(
            """
            response id, survey response id, answer id, 回答id, 回答番号, submission id,
            entry id, response number
            """
        ),
    ),
    Field(
        "person_id",
        "identifier",
        _names(
            """
            person id, person, customer id, contact id, user id, member id, client id,
            respondent id, 回答者id, 顧客id, 顧客番号, お客様番号, お客様id, 会員id, 会員番号,
            ユーザーid, 顧客コード, external reference, external id
            """
        ),
    ),
    Field(
        "email",
        "identifier",
        _names(
            """
            email, email address, e mail, mail, mail address, person email, customer email,
            recipient email, メールアドレス, メール, eメール, 電子メール
            """
        ),
    ),
    Field(
        "name",
        "identifier",
        _names(
            """
            name, full name, person name, customer name, contact name, 氏名, お名前, 名前,
            顧客名, お客様名, 回答者名, 回答者, ご担当者名, ご氏名, customer, 担当者名
            """
        ),
        doubtful=_names("contact name, ご担当者名, 担当者名"),
    ),
    Field(
        "first_name",
        "identifier",
        _names("first name, given name, recipient first name, 名"),
    ),
    Field(
        "last_name",
        "identifier",
        _names("last name, family name, surname, 姓, 苗字, 名字"),
    ),
    Field(
        "company",
        "identifier",
        _names(
            """
            company, company name, account, account name, organization, organisation, 会社名,
            会社, 企業名, 法人名, 取引先, 取引先名, 貴社名, 御社名, 団体名, 勤務先
            """
        ),
    ),
    Field(
        "touchpoint",
        "category",
        _names(
            """
            touchpoint, touch point, 接点, タッチポイント, 顧客接点, 利用場面, 接点名,
            touchpoint name, journey stage, survey name, trigger, 場面, event, アンケート名,
            channel point
            """
        ),
    ),
    Field(
        "channel",
        "category",
        _names(
            """
            channel, チャネル, チャンネル, 経路, 回答経路, 配信方法, 回答方法, source,
            survey channel, distribution channel, delivery method, 回答チャネル, 媒体
            """
        ),
    ),
    Field(
        "language",
        "category",
        _names("language, 言語, locale, user language, 回答言語"),
    ),
    Field(
        "country",
        "category",
        _names("country, 国, 国名, country code, 国コード"),
    ),
    Field(
        "value",
        "number",
        _names(
            """
            contract value, annual contract value, annual value, lifetime value, ltv, revenue,
            mrr, arr, acv,
            annual revenue, total spend, order value, customer value, amount, spend, 契約金額,
            年間契約額, 年間契約金額, 月額, 売上, 売上高, 売上金額, 年間売上, 購入金額,
            購買金額, 累計購入金額, 累計金額, 利用金額, 取引金額, 金額, 年間利用額,
            年間購入額, 購入額
            """
        ),
    ),
)

_VENDORS: Final = (
    Vendor(
        "qualtrics",
        (
            _names("StartDate, EndDate, RecordedDate, ResponseId"),
            _names("Start Date, End Date, Recorded Date, Response ID, Recipient Email"),
        ),
        (
            ("answered_at", _names("RecordedDate, Recorded Date, EndDate")),
            ("response_id", _names("ResponseId, Response ID")),
            ("person_id", _names("ExternalReference, External Data Reference")),
            ("email", _names("RecipientEmail, Recipient Email")),
            ("first_name", _names("RecipientFirstName, Recipient First Name")),
            ("last_name", _names("RecipientLastName, Recipient Last Name")),
            ("channel", _names("DistributionChannel, Distribution Channel")),
            ("language", _names("UserLanguage, User Language")),
        ),
        header_lines=3,
        technical=_names(
            """
            StartDate, EndDate, Status, Response Type, IPAddress, Progress,
            Duration (in seconds), Finished, LocationLatitude, LocationLongitude
            """
        ),
    ),
    Vendor(
        "surveymonkey",
        (_names("Respondent ID, Collector ID"),),
        (
            ("answered_at", _names("End Date, Date Modified, Start Date, Date Created")),
            ("response_id", _names("Respondent ID")),
            ("email", _names("Email Address")),
            ("first_name", _names("First Name")),
            ("last_name", _names("Last Name")),
        ),
        header_lines=2,
        date_order="mdy",
        technical=_names(
            "Collector ID, Start Date, End Date, IP Address, Date Created, Date Modified"
        ),
    ),
    Vendor(
        "typeform",
        (
            _names("Start Date (UTC), Submit Date (UTC)"),
            _names("#, Submit Date (UTC)"),
        ),
        (
            ("answered_at", _names("Submit Date (UTC)")),
            ("response_id", _names("#")),
        ),
        technical=_names(
            "Response Type, Start Date (UTC), Stage Date (UTC), Network ID, Tags, Ending"
        ),
    ),
    Vendor(
        "asknicely",
        (
            _names("answer, sent, responded, email"),
            _names("score, sent, responded, segment"),
            _names("score, sent, opened, responded"),
            _names("answer, sent, opened, responded"),
            _names("response_id, answer, question_type"),
        ),
        (
            ("score", _names("score, answer")),
            ("comment", _names("comment")),
            ("answered_at", _names("responded, Responded At")),
            ("asked_at", _names("sent, Sent At")),
            ("response_id", _names("response_id")),
            ("person_id", _names("person_id, contact_id")),
            ("channel", _names("deliverymethod, delivery_method")),
        ),
        technical=_names(
            """
            opened, lastemailed, created, dontcontact, published, question_type, answerlabel,
            status, note
            """
        ),
    ),
    Vendor(
        "delighted",
        (
            _names("Score, Comment, Permalink"),
            _names("Score, Permalink, Person ID"),
            _names("Survey response ID, Score"),
            _names("id, person, survey_type, score"),
            _names("Response ID, Person ID, Score, Survey type"),
        ),
        (
            ("score", _names("Score, Rating, NPS score")),
            ("comment", _names("Comment")),
            (
                "answered_at",
                _names("Responded at, Created at, Survey response created at, Response date"),
            ),
            ("asked_at", _names("Sent at, Last sent at, Delivered at")),
            ("response_id", _names("Survey response ID, Response ID, id")),
            ("person_id", _names("Person ID, person")),
            ("email", _names("Email, Email address, Person email")),
            ("name", _names("Name, Full name, Person name")),
            ("channel", _names("Channel, delighted_source, Source")),
        ),
        technical=_names(
            """
            Permalink, Created at, Updated at, Delivered at, Phone number, Notes, Survey type,
            Unsubscribed at, Bounced at, Opened at, Clicked at
            """
        ),
    ),
    Vendor(
        "google-forms",
        (
            _names("Timestamp"),
            _names("タイムスタンプ"),
        ),
        (
            ("answered_at", _names("Timestamp, タイムスタンプ")),
            ("email", _names("Email Address, Username, メールアドレス, ユーザー名")),
        ),
        first_header=True,
    ),
)

SURVEY_ANSWERS: Final = Shape(
    name="survey-answers",
    fields=_FIELDS,
    vendors=_VENDORS,
    technical=_names(
        """
        id, ip, ip address, phone, phone number, url, permalink, user agent, browser,
        nps group, nps category, nps segment, nps type, nps 区分, 推奨者区分, 電話番号, 電話,
        住所, 郵便番号, password, token
        """
    ),
)
"""What an export of survey answers is made of; all else in it may become a segment."""

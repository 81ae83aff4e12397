"""The lines of the starter maps: `stage in Japanese | in English`, and below it
`key | kind | team | name in Japanese | in English`.
"""

TEAMS = {
    "support": ("サポート", "Support"),
    "finance": ("経理", "Finance"),
    "legal": ("法務", "Legal"),
    "marketing": ("マーケティング", "Marketing"),
    "web": ("ウェブ", "Web"),
    "sales": ("営業", "Sales"),
    "product": ("製品", "Product"),
    "success": ("カスタマーサクセス", "Customer success"),
    "shops": ("店舗", "Shops"),
    "logistics": ("物流", "Logistics"),
    "operations": ("手配", "Scheduling"),
    "service": ("訪問スタッフ", "Visiting staff"),
}

SAAS = """
知る | Discover
advertisement | site | marketing | 広告 | Advertisement
web-site | site | web | ウェブサイト | Web site
seminar | person | marketing | セミナー・資料 | Seminar and material
選ぶ | Choose
salesperson | person | sales | 営業担当 | Salesperson
trial | product | product | 無料お試し | Free trial
quote | paper | sales | 見積もり | Quotation
契約する | Sign
terms-of-service | paper | legal | 利用規約・契約書 | Terms of service
payment-setup | payment | finance | お支払い方法の登録 | Setting up payment
使い始める | Start
onboarding | person | success | 導入支援 | Onboarding
first-setup | product | product | 初期設定 | First set-up
使う | Use
product | product | product | 製品そのもの | The product itself
help-pages | site | support | ヘルプ・手引き | Help pages
answered-inquiry | person | support | 問い合わせへの回答 | Answered inquiry
outage-notice | site | support | 障害・メンテナンスのお知らせ | Notice of an outage
success-review | person | success | 定期の振り返り | Regular review
払う・続ける | Pay and renew
invoice | payment | finance | 請求書 | Invoice
payment-change | payment | finance | お支払い方法の変更 | Change of payment method
renewal | paper | sales | 契約の更新 | Renewal
cancellation | paper | support | 解約の手続き | Cancellation
whole | overall | success | 全体 | The whole
"""

SHOP = """
知る | Discover
advertisement | site | marketing | 広告・チラシ | Advertisement
social-media | site | marketing | SNS | Social media
web-site | site | web | ウェブサイト | Web site
選ぶ | Choose
shop-floor | place | shops | 売り場 | Shop floor
salesperson | person | shops | 店員の接客 | Salesperson
product-page | site | web | 商品ページ | Product page
買う | Buy
checkout | payment | shops | お会計 | Checkout
online-cart | payment | web | ネットでの購入手続き | Online checkout
payment-change | payment | finance | お支払い方法の変更 | Change of payment method
terms-of-service | paper | legal | 利用規約・返品の決まり | Terms and returns policy
受け取る | Receive
delivery | place | logistics | 配送 | Delivery
packaging | product | logistics | 梱包 | Packaging
使う | Use
product | product | product | 商品そのもの | The product itself
answered-inquiry | person | support | 問い合わせへの回答 | Answered inquiry
repair-and-return | person | support | 修理・返品・交換 | Repair, return, exchange
また来る | Come back
loyalty-card | paper | marketing | 会員・ポイント | Membership and points
newsletter | site | marketing | お便り・メール | Letters and mails
whole | overall | marketing | 全体 | The whole
"""

HOME_SERVICE = """
知る | Discover
advertisement | site | marketing | 広告・紹介 | Advertisement
web-site | site | web | ウェブサイト | Web site
申し込む | Ask
first-inquiry | person | support | 最初の問い合わせ | First inquiry
salesperson | person | sales | 事前の相談・見積もり | Consultation and quotation
booking | site | web | 予約 | Booking
terms-of-service | paper | legal | 利用規約・契約書 | Terms of service
迎える | Welcome
matching | person | operations | 担当者の選定 | Choice of the person who comes
arrival | person | service | 到着・ご挨拶 | Arrival and greeting
受ける | Be served
product | product | service | サービスそのもの | The service itself
conversation | person | service | 当日のやりとり | Conversation on the day
clean-up | product | service | 後片付け | Tidying up
払う | Pay
invoice | payment | finance | 領収書・請求書 | Receipt and invoice
payment-change | payment | finance | お支払い方法の変更 | Change of payment method
続ける | Continue
answered-inquiry | person | support | 問い合わせへの回答 | Answered inquiry
reschedule | person | operations | 日時の変更・キャンセル | Change or cancellation
next-visit | site | marketing | 次回のご案内 | Next visit
whole | overall | support | 全体 | The whole
"""

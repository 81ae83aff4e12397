README = """\
このフォルダーの会社・人物・文章・数字は、すべて emptychair.demo が乱数で作った架空のものです。
実在の会社や個人とは関係ありません。同じ名前があっても偶然です。

Every company, person, sentence and number in this folder is made up by emptychair.demo.
Nobody here exists; a likeness of names is chance. Mail addresses end in example.jp or
example.com, which are reserved and reach nobody. There are no telephone numbers.

こもれび台所便 (kitchen)  a chef who comes to the house, and gift vouchers for companies' staff
Tallywren (rota)          a small software service for planning shifts

survey-ja.csv, survey-en.csv   the answers as a survey tool exports them; no score: no answer yet
companies.csv people.csv       who they are
orders.csv subscriptions.csv   what they bought
usage.csv events.csv           what they did; events say which touchpoint a person met
touchpoints.csv                the touchpoints with the team that owns each
invitations.csv answers.csv    who was asked, in which wave, and what they said
replies.csv referrals.csv      what the team wrote back; who recommended whom
initiatives.csv                what the company tried
truth.json                     what was planted, for tests: docs/guides/demo-company.md explains it
"""

"""Words that lead, ask two things at once, are hard to read, or ask for what is sensitive.

Length of sentences: Japan's Agency for Cultural Affairs asks writers of official texts to look
again from 50 to 60 characters on (公用文作成の考え方, 2022); GOV.UK asks for no more than 25 words.
The reading grade of English is Flesch-Kincaid (Kincaid et al. 1975). Sensitive: special categories
of GDPR article 9, 要配慮個人情報 of Japan's privacy law (article 2 paragraph 3), and secrets.
"""

import re

from emptychair.surveys.rules.checking.findings import Finding, Level

LONGEST_JA, LONGEST_EN, HIGHEST_GRADE = 60, 25, 9
_LEADING = {
    "ja": re.compile(
        r"素晴らし|すばらし|優れた|大好評|好評の|人気の|もちろん|きっと|やはり|当然"
        r"|と思いませんか|ではないでしょうか|ではありませんか|ご満足いただけましたよね"
    ),
    "en": re.compile(
        r"\b(excellent|amazing|wonderful|awesome|outstanding|award-winning|world-class|of course"
        r"|obviously|surely|don['’]t you|wouldn['’]t you|isn['’]t it|how much did you (enjoy|love)"
        r"|how great)\b",
        re.IGNORECASE,
    ),
}
_DOUBLE = {
    "ja": re.compile(
        r"および|及び|ならびに|並びに|かつ|[一-龥ァ-ヶーさみ](?:と|や)[^、。はが]{1,12}"
        r"(?:に|は|が|の)[^。]{0,20}(?:満足|評価|感じ|思)"
    ),
    "en": re.compile(
        r"\b(how (satisfied|happy|easy|likely|fast)|rate|agree)\b.*\b\w+ and \w+|\band/or\b",
        re.IGNORECASE,
    ),
}
_NOT_DOUBLE = re.compile(
    r"\b(friend or colleague|friends and family|between \w+ and)\b", re.IGNORECASE
)
_SECRET = re.compile(
    r"パスワード|暗証番号|マイナンバー|個人番号|カード番号|セキュリティコード|口座番号"
    r"|\b(password|passcode|PIN code|card number|CVV|security code|social security"
    r"|account number)\b",
    re.IGNORECASE,
)
_SENSITIVE = re.compile(
    r"病歴|持病|健康状態|障害の|障がいの|宗教|信仰|信条|政治|支持政党|人種|国籍|本籍|犯罪|前科"
    r"|労働組合|性的指向|妊娠"
    r"|\b(health condition|medical|illness|disabilit(y|ies)|religio\w+|political|race|ethnic\w*"
    r"|criminal|trade union|sexual orientation|pregnan\w+)\b",
    re.IGNORECASE,
)
_VOWELS = re.compile(r"[aeiouy]+")


def about_words(
    text: str, language: str, *, where: str, is_rating: bool, is_asked: bool = True
) -> list[Finding]:
    """What is to be said of one text of a question; `is_rating` looks for two things in one."""
    found: list[Finding] = []

    def say(code: str, level: Level = "look", **parameters: object) -> None:
        found.append(
            Finding(code=code, level=level, where=where, language=language, parameters=parameters)
        )

    leading = _LEADING[language].search(text) if language in _LEADING else None
    if leading:
        say("leading", words=leading.group())
    if is_rating and language in _DOUBLE and not _NOT_DOUBLE.search(text):
        double = _DOUBLE[language].search(text)
        if double:
            say("double", words=double.group()[:40])
    secret, sensitive = _SECRET.search(text), _SENSITIVE.search(text)
    if is_asked and secret:
        say("secret", "stop", words=secret.group())
    elif is_asked and sensitive:
        say("sensitive", words=sensitive.group())
    found.extend(about_reading(text, language, where=where))
    return found


def about_reading(text: str, language: str, *, where: str) -> list[Finding]:
    """Whether a text is hard to read."""
    if language == "ja":
        longest = max((len(one.strip()) for one in re.split(r"[。！？\n]", text)), default=0)
        if longest > LONGEST_JA:
            return [_long(where, language, longest, LONGEST_JA)]
        return []
    if language != "en" or not text.strip():
        return []
    sentences = [one.split() for one in re.split(r"[.!?\n]", text) if one.strip()]
    longest = max((len(words) for words in sentences), default=0)
    if longest > LONGEST_EN:
        return [_long(where, language, longest, LONGEST_EN)]
    grade = reading_grade(text)
    if grade > HIGHEST_GRADE and len(text.split()) >= 12:
        return [
            Finding(code="hard", where=where, language=language, parameters={"grade": round(grade)})
        ]
    return []


def reading_grade(text: str) -> float:
    """Years of school that an English text asks for: Flesch-Kincaid grade.

    0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid et al. 1975); syllables are
    counted as groups of vowels, a silent e at the end left out.
    """
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
    if not words:
        return 0.0
    syllables = sum(syllables_of(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def syllables_of(word: str) -> int:
    """Groups of vowels, at least one."""
    plain = word.lower()
    groups = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(1, groups)


def _long(where: str, language: str, length: int, most: int) -> Finding:
    return Finding(
        code="long_sentence",
        where=where,
        language=language,
        parameters={"length": length, "most": most},
    )

"""Telling words in English comments."""

from emptychair.voice.rules.lexicon import Lexicon, Weighted

_ACTS_OF_HARM = (
    "wasting|ruining|losing|breaking|ignoring|nothing|deleting|overcharging|cancell?ing"
    "|making (?:me|us) wait|the (?:delay|mess|stress|headache)"
)
_FAILURES = (
    "error|mistake|outage|bug|delay|incompetence|failure|negligence|broken|late|slow|poor|terrible"
)
_YOU_STAY = "you|your|yours|emptychair|dark|light|the (?:annual|yearly|monthly|new|pro|paid)|annual"

ENGLISH = Lexicon(
    thanks=(
        r"\bthank(?:s|ful| ?you)?\b(?! (?:god|goodness|heavens?))",
        r"\bgrateful\b",
        r"\bappreciat(?:e|ed|es|ive)\b",
        r"\bgratitude\b",
    ),
    no_thanks=(
        r"\bno,? thank(?:s| you)\b",
        r"\bthank(?:s| you)\b[^.!?]{0,15} for (?:\w+ )?(?:" + _ACTS_OF_HARM + ")",
        r"\bthanks to [^.!?]{0,20}\b(?:" + _FAILURES + ")",
        r"\bthank(?:s| you) in advance",
        r"\b(?:would|'d|could|will) (?:\w+ )?(?:appreciate|be (?:\w+ )?(?:grateful|thankful|appreciated))",
        r"\bnot (?:even )?a (?:single )?(?:word of )?thank",
    ),
    praise=(
        r"\b(?:amazing|wonderful|lovely|fantastic|excellent|brilliant|outstanding|superb|awesome)\b",
        r"\bkind(?:ness|ly)?\b(?! of)|\bfriendly\b|\bpatient(?:ly|ce)?\b|\bthoughtful\b|\bwarm(?:th|ly)?\b",
        r"\bhelpful\b|\battentive\b|\bcaring\b|\bprofessional\b|\bgreat\b",
        r"\blov(?:e|ed|ing)\b(?! (?:to see|to have|it if|a |an ))|\bdelight(?:ed|ful)\b|\bimpressed\b",
        r"\bperfect(?:ly|ion)?\b|\bdelicious\b",
        r"\babove and beyond\b|\bmade (?:my|our) (?:day|evening|night|week|year)\b",
        r"\bkudos\b|\bhats off\b|\bwell done\b|\bshout[- ]?out\b",
    ),
    persons=(
        r"\b(?:team|staff|chef|cook|agent|rep|driver|engineer|waiter|waitress|host|manager|support)\b",
        r"\b(?:he|she|they|everyone|everybody|folks|people|guys)\b",
        r"\b(?:my|our) (?:mother|mum|mom|father|dad|parents|family|kids|children|wife|husband|guests"
        r"|colleagues|friends|day|evening|night|week|year)\b",
        r"\b(?:mr|mrs|ms|dr)\b\.? ?[a-z]|\byou (?:all|guys|are|were)\b|\bkudos\b|\bhats off\b|\bwell done\b",
    ),
    asks=(
        r"\?",
        r"\b(?:could|can|would|will) (?:you|someone|somebody|anyone|we|i) (?:please )?[a-z]",
        r"\bplease\b",
        r"\bwould(?:'ve)? (?:really )?(?:love|like) (?:to (?:see|have|know|get|be able)|it if|an?\b|if|more|some)",
        r"\bi'd (?:really )?(?:love|like) (?:to (?:see|have|know|get|be able)|it if|an?\b|if|more|some)",
        r"\bwish (?:you|there|it|the|we|i could)\b",
        r"\b(?:would|'d) be (?:\w+ )?(?:nice|great|good|helpful|lovely|useful|perfect) (?:if|to)\b",
        r"\b(?:would|'d|could) (?:\w+ )?appreciate\b|\blet (?:me|us) know\b",
        r"\bhope (?:you|that you|they) (?:can|could|will|add|fix|bring)",
        r"\bhow (?:do|can) i\b|\bis there (?:a|any) way\b|\bi need you to\b|\b(?:feature )?request\b",
    ),
    asks_nothing=(
        r"\bplease (?:keep (?:up|doing|going)|never change|don't (?:ever )?change|continue)",
        r"\bplease (?:pass|send|give) (?:on )?(?:my|our) (?:thanks|regards|compliments|love)",
    ),
    leaves=(
        r"\bcancel(?:l?ed|l?ing|s)?\b[^.!?]{0,12}\b(?:subscription|account|plan|membership|contract|service)\b",
        r"\b(?:going to|will|'ll|am|i'm|we're|have to|had to|want to|about to) (?:be )?cancel(?:l?ing|l?ed)?\b"
        r"(?! (?:the|my|our|this|that|an?) (?:order|booking|appointment|reservation|meeting|dinner))",
        r"\bunsubscrib(?:e|ed|ing)\b",
        r"\bswitch(?:ed|ing)? to (?!" + _YOU_STAY + r")|\bmov(?:e|ed|ing) (?:over )?to (?:a |another |one of )?"
        r"(?:competitor|another|different)",
        r"\b(?:this (?:is|was|will be) (?:the|our|my) last (?:time|order|month|year))\b"
        r"|\blast time (?:i|we)(?:'ll| will) (?:ever )?",
        r"\bnever (?:again|(?:order|use|buy|book|come|return|do business)\w*(?: \w+){0,3} again)\b"
        r"|\bnever (?:coming|going) back\b",
        r"\b(?:won't|will not|not going to|not) (?:be )?(?:renew(?:ing)?|com(?:e|ing) back|us(?:e|ing) (?:you|this|it)"
        r"|order(?:ing)? (?:again|from)|back\b|buy(?:ing)? again|stay(?:ing)?)",
        r"\bdone with (?:you|this|your)\b|\bbusiness elsewhere\b|\bclos(?:e|ed|ing) (?:my|our) account",
        r"\blooking (?:at|for|into) (?:\w+ )?(?:alternatives?|competitors?|another|elsewhere|other (?:options|vendors|tools))",
        r"\b(?:leaving|left) (?:you|for (?:a |another )?(?:competitor|another))\b",
    ),
    stays=(
        r"\b(?:not|never|no|won't|wouldn't|don't|didn't|no (?:plans?|reason|intention)) (?:\w+ ){0,4}"
        r"(?:cancel|switch|unsubscribe|leav)\w*",
        r"\bwithout (?:having to )?cancel",
    ),
    hurt=(
        Weighted(
            0.7,
            (
                r"\b(?:worst|horrible|horrendous|disgusting|disgraceful|appalling|atrocious)\b",
                r"\b(?:scam|fraud|thieves|stole|stolen|lied|liars?|cheated|betrayed)\b",
                r"\bnever again\b|\bstay away\b|\bavoid at all\b",
                r"\b(?:lawyer|lawsuit|sue|police|hospital|injured|food poisoning|data (?:breach|leak|loss))\b",
                r"\bhate\b|\bfurious\b|\boutrag(?:ed|eous)\b",
            ),
        ),
        Weighted(
            0.5,
            (
                r"\b(?:terrible|awful|unacceptable|dreadful|pathetic|useless|ridiculous|shameful|insult\w*)\b",
                r"\b(?:angry|upset|humiliat\w+|disrespect\w*|ashamed|crying|cried|heartbroken)\b",
                r"\bruined\b|\bnightmare\b|\ba joke\b|\bgarbage\b|\brubbish\b",
                r"\bignored\b|\bno ?(?:one|body) (?:\w+ )?(?:answer|repl|respond|call|care|help|show)\w*",
                r"\brefund\b|\bripped? off\b|\bovercharged\b|\bdouble[- ]charged\b",
                r"\bcancel(?:l?ed|l?ing)? (?:my|our|the) (?:subscription|account|plan|membership|contract)",
                r"\bthank(?:s| you)\b[^.!?]{0,15} for (?:\w+ )?(?:" + _ACTS_OF_HARM + ")",
                r"\bdangerous\b|\bunsafe\b|\bdon't trust\b|\blost (?:all )?(?:my|our|trust|faith|data)\b",
            ),
        ),
        Weighted(
            0.3,
            (
                r"\bdisappoint(?:ed|ing|ment|s)?\b|\blet down\b|\bunhappy\b|\bdissatisfied\b|\bsad(?:ly)?\b",
                r"\bfrustrat(?:ed|ing|ion)\b|\bannoy(?:ed|ing)\b|\bstress(?:ed|ful)\b|\bfed up\b|\btired of\b",
                r"\brude\b|\bcareless\b|\bunprofessional\b|\bunreliable\b|\bdismissive\b|\bunhelpful\b",
                r"\b(?:not|n't|isn't|wasn't) (?:\w+ )?(?:happy|satisfied|helpful|worth|acceptable|good enough|recommend\w*)",
                r"\b(?:never|not|didn't|hasn't|don't|doesn't|won't) (?:\w+ )?"
                r"(?:arriv|deliver|work|repl|respon|answer|load|call(?:ed)? back|show)\w*",
                r"\bno (?:reply|response|answer|explanation|apology|support|help|communication)\b|\bno thanks to\b",
                r"\b(?:wasted?|waste of|lost) (?:\w+ )?(?:time|money|hours|days)\b|\bpoor(?:ly)?\b|\bbad(?:ly)?\b",
                r"\bwrong\b|\bmissing\b|\bbroken?\b|\bcrash(?:es|ed|ing)?\b",
            ),
        ),
        Weighted(
            0.15,
            (
                r"\bslow(?:ly)?\b|\blate\b|\bdelay(?:s|ed)?\b|\bwait(?:ed|ing)? (?:\w+ ){0,3}(?:hours?|days?|weeks?|months?)",
                r"\b(?:too|so|very|over) ?(?:expensive|pricey|priced|complicated|small|few|little)\b|\bexpensive\b",
                r"\bconfus(?:ing|ed)\b|\bclunky\b|\bbuggy\b|\bbugs?\b|\berrors?\b|\bglitch\w*\b|\bdifficult\b",
                r"\bnot (?:\w+ )?(?:clear|easy|great|good|fast|fresh|intuitive|reliable)\b|\bunclear\b",
                r"\bproblems?\b|\bissues?\b|\bcomplain\w*\b|\bcold\b|\bmediocre\b|\black(?:s|ing|ed)?\b",
            ),
        ),
    ),
    irony=(
        r"\bthanks for nothing\b|\bthank(?:s| you)\b[^.!?]{0,15} for (?:\w+ )?(?:" + _ACTS_OF_HARM + ")",
        r"\byeah,? right\b|\boh,? (?:great|brilliant|wonderful|fantastic)\b|\bjust (?:great|brilliant|what (?:i|we) needed)\b",
        r"\b(?:great|brilliant|wonderful|fantastic|lovely),? (?:another|yet another|now i|now we)\b",
        r"\bslow clap\b|(?:^|\s)/s\b|\bgood luck (?:getting|with|finding|reaching)\b|\bbravo\b",
        r"\bif you (?:like|enjoy|love) (?:waiting|being|to wait|hold music|spending)",
        r"[\"“'](?:support|service|help|experts?|customer (?:service|support)|premium)[\"”']",
    ),
    denied_before=(
        r"(?:\b(?:not|never|no|hardly|without|nothing|neither|nor|cannot|zero|\w+n't)"
        r"(?:\s+(?:at all|an?|the|any|so|very|really|that|too|been|be|had|have|having|to|feel|felt|get|got"
        r"|is|was|were|particularly|exactly|in|least|bit|once|ever|even|say|of|what|i'd|call|it|or|single)){0,5}"
        r"\s+)$"
    ),
    denied_after=r"(?!)",
)

"""Before: an article from outside. After: the same without what speaks to a machine and not to a reader.

Articles are data. A sentence that gives orders to whoever summarises it, that poses as a message, a
passage or a tool call, or that hides letters from the eye, is no news: it neither prints nor is shown
to a model. This is the first of two walls; the second (`write_support.py`, `gate.py`) holds an answer
against its citations and trusts no model, whatever this one let through.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

from wenzhai.language.script import to_simplified
from wenzhai.model import Article

# Letters that are not there for the eye: zero width, joiners, directions, tags, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Directions turned by hand, text in tags, or a run of selectors: never in a report.
_SMUGGLED = re.compile(
    "[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e0fff]|[\ufe00-\ufe0f]{3}|(?:[\u200b-\u200f\u2060-\u2064\ufeff].{0,3}){4}"
)
# Cyrillic and Greek letters that look like Latin ones.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏвкмнтԛԝьɡαεοριυνκτχηωβγ", "aeopcyxijsdhlbkmhtqwbgaeopiuvktxnwby"
)
_LEET = str.maketrans("0134578@$", "oieastbas")
_SPELLED = re.compile(r"\b(?:\w[ .\-_*]{1,2}){5,}\w\b")
_BETWEEN = re.compile(r"[ .\-_*]+")
_IN_WORD = re.compile(r"[a-z][0134578@$][a-z]")
_GLUED = re.compile(r"[a-z][_*~`·.][a-z]+[_*~`·.][a-z]")
_WORDS_APART = re.compile(r"[\s_*~`·.\-]+")

# Each pattern with words of which a text that it fits must hold one: few texts are searched at all.
_ORDERS: tuple[tuple[str, str], ...] = (
    # ignore all previous instructions
    (
        "ignor disregard forget overrid overrul bypass discard follow obey",
        r"\b(?:ignor\w{0,4}|disregard\w{0,3}|forget|overrid\w{1,3}|overrul\w{1,3}|bypass|discard|do not (?:follow|obey)|"
        r"don.?t (?:follow|obey)|stop following)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|foregoing|"
        r"existing|original|initial|your|system|all|any|every|other|these|those)\b.{0,24}\b(?:instruction|prompt|"
        r"rule|guideline|direction|command|constraint|passage|message|polic(?:y|ies)|safeguard|context|"
        r"restriction|schema|source|article)",
    ),
    (
        "forget disregard ignore",
        r"\b(?:forget|disregard|ignore) (?:everything (?:above|before|else|you)|all of the (?:above|previous)|the above|what (?:you|was said|came|i)|anything (?:above|before|you))\b",
    ),
    # who it is spoken to
    (
        "you",
        r"\byou are (?:now|no longer|an? (?:ai|llm|assistant|language model|helpful|unrestricted|chat)|dan\b|chatgpt|in (?:developer|debug) mode)",
    ),
    (
        "ai llm language assistant",
        r"\bas an? (?:ai|llm|large language|language model|assistant)\b.{0,12}\b(?:you|please|must|i)\b",
    ),
    (
        "you",
        r"\bif you(?:.re| are) an? (?:ai|llm|large|language|bot|assistant|machine|automated|model|summari)",
    ),
    (
        "ai llm language assistant chatbot summar bot crawler automated machine model translat",
        r"^\W*(?:attention|notice|note|notes|instructions?|message|dear|hey|hello|to|for|important|warning|urgent|memo)\b[ :,\-]{0,3}(?:to |for )?"
        r"(?:all |any |the |every )?(?:ai|llms?|language models?|large language|assistants?|chatbots?|summari[sz]\w+|bots?|crawlers?|"
        r"automated|machines?|models?|translat(?:ors?|ion)\b.{0,12}(?:system|model|engine))\b",
    ),
    (
        "this these the",
        r"\b(?:when|while|before|after) (?:you )?(?:summari[sz]ing|summari[sz]e|writing|write|translating|translate|processing|process|"
        r"reading|read|drafting|draft|citing|cite)\b.{0,16}\b(?:this|these|the) (?:article|text|page|passage|story|document|news|content|digest|headline)",
    ),
    (
        "assistant ai llm summar digest headline edition newsletter translat your",
        r"\b(?:assistant|ai|llm|summary|digest|headline|edition|summari[sz]er|newsletter|translator|translation|your (?:answer|reply|"
        r"response|output|summary)) (?:must|should|shall|has to|needs to|have to|is (?:required|instructed|ordered) to) (?:also |only |always |now )?"
        r"(?:say|state|write|print|include|begin|start|end|add|mention|output|read|respond|reply|claim|be|contain|call|use|cite|not)\b",
    ),
    (
        "instruction prompt task rule orders role objective",
        r"\b(?:your|new|updated|hidden|secret|override) (?:system )?(?:instructions?|prompt|task|rules?|orders|role|objective) (?:is|are|now|follow|below|says?|reads?)\b",
    ),
    (
        "prompt message instruction",
        r"\b(?:reveal|print|repeat|output|show|leak|display|dump|tell me|disclose)\b.{0,24}\b(?:system|initial|hidden|developer|original) (?:prompt|message|instructions?)",
    ),
    (
        "key environment password credential",
        # An order begins its clause: “hackers did not leak passwords” is news.
        r"(?:^|[.!:;,\"“] ?|\b(?:please|must|now|then|and|to|you) )(?:reveal|print|output|send|leak|disclose|include|post)\b.{0,24}\b(?:api[ _-]?keys?|environment variables?|passwords?|credentials?)\b.{0,30}(?:\bto\b|\.$|$)",
    ),
    # what it is to say
    (
        "print output write say reply respond repeat append insert prepend emit answer type echo translate summar",
        r"(?:^|[.!:;,\"“] ?)(?:please |now |then |instead,? |just |simply |always |only |and )*(?:print|output|write|say|reply|respond|repeat|append|insert|"
        r"prepend|emit|answer|type(?! that into)|echo|translate this|summari[sz]e (?:this|it))(?: (?:back|only|exactly|verbatim|that|with|as|the (?:following|words?|text|phrase|"
        r"sentence|headline|json)|this|in (?:all|english|chinese|json|french|every)|nothing but|in your|one|a (?:sentence|headline|line|link)|to the)\b|\s*[:\"“'‘])",
    ),
    (
        "headline title summary digest first citation cites",
        r"\b(?:set|use|make|change|replace) the (?:headline|title|summary|digest|first (?:sentence|paragraph)|citations?|cites)\b",
    ),
    ("cite citing", r"\b(?:cite|citing|cites?) (?:it |this )?(?:as |to |passages? )?p\d{1,3}\b"),
    (
        "end start begin",
        r"\b(?:end|start|begin|beginning) of (?:the )?(?:passages?|documents?|input|data|article|context|user|system|instructions?|prompt)\b\W*(?:$|[.:;\-=\]#])",
    ),
    # posing as a message, a passage, a call
    (
        "system assistant user human developer tool function editor admin",
        r"(?:^|[>\]\"“.])\W{0,3}(?:system|assistant|user|human|developer|tool|function|editor(?:ial)? (?:desk|note)|admin(?:istrator)?)\W{0,3}(?:message|prompt|"
        r"override|notice|instructions?|note|output|result|call)?\s?[:：>\]]",
    ),
    (
        ": ：",
        r"\bp ?\d{1,3}\s?[\])]?\s?[:：]|^\W*(?:passage|source|citation|document) (?:no\.? ?)?\d{1,3}\s?[:：]",
    ),
    ("[", r"\[\s?p ?\d{1,3}\s?\]|\[/?inst\]"),
    (
        "tool function name argument parameter cites paragraph headline",
        r"\b(?:tool|function)[ _-]?(?:call|use|result|output)s?\b\W{0,3}(?:[:={(\[]|\w+\()|\b(?:name|arguments|parameters|cites|paragraphs|headline)\W{0,2}\"\s?:",
    ),
    (
        '< |> ``` {{ {% {" }} ]] ![ ]( javascript: data: ##',
        r"<\|?\w|\|>|<<sys|</?\w+|<!--|```|\{\{|\{%|\{\"|\}\}|\]\]|!\[|\]\(|\bjavascript:|\bdata:\w+/|#{2,} ?\w",
    ),
    (
        "mode jailb",
        r"\b(?:enable|activate|enter|switch to) (?:developer|debug|god|jailbreak|unrestricted|dan|admin|maintenance) mode\b|\bjailbreak(?:ed)? (?:mode|prompt)\b",
    ),
    # 忽略以上所有指令
    (
        "忽略 无视 忘记 忘掉 理会 不用管 遵守 别管 绕过 覆盖 跳过 放弃 停止执行",
        r"(?:忽略|无视|忘记|忘掉|不要理会|不用管|不要遵守|别管|绕过|覆盖|跳过|放弃|停止执行).{0,14}(?:之前|以上|上述|此前|先前|前面|前文|所有|一切|原有|你的|系统|全部|任何).{0,10}"
        r"(?:指令|指示|提示|规则|要求|内容|设定|命令|段落|约束|文字|说明)",
    ),
    (
        "你",
        r"你(?:现在|已经|从现在起|将|必须|应当|应该|要|需要|只能)?(?:是|扮演|作为|成为)(?:一个|一名|一位)?.{0,8}(?:助手|模型|机器人|编辑|翻译|ai|人工智能|程序|系统|dan)"
        r"|(?:如果|若|假如|只要)你(?:是|正在).{0,10}(?:ai|人工智能|模型|机器人|助手|摘要|总结|翻译|处理|阅读)",
    ),
    (
        "作为",
        r"作为(?:一个|一名)?(?:ai|人工智能|语言模型|大模型|助手|智能助手).{0,8}(?:你|请|必须|应)",
    ),
    (
        "ai 人工智能 模型 摘要 助手 机器人 翻译系统 总结者",
        r"^\W*(?:致|给|告|请|各位|所有|注意|提示|重要).{0,4}(?:ai|人工智能|大模型|语言模型|模型|摘要程序|摘要系统|助手|机器人|翻译系统|总结者)(?:们)?(?:注意|请注意|须知|的指令|指令|请)?[:：，,]"
        r"|^\W*(?:ai|大模型|语言模型|摘要程序|摘要系统|助手|机器人|翻译系统|总结者)(?:们)?(?:注意|请注意|须知|的指令|指令|请)[:：，,]",
    ),
    (
        "总结 摘要 概括 翻译 改写 处理 撰写 生成",
        r"(?:总结|摘要|概括|翻译|改写|处理|撰写|生成).{0,4}(?:本文|此文|这篇|这段|该文|文章|新闻|快报|文摘|摘要|标题).{0,8}(?:时|请|必须|务必|应当|前)",
    ),
    (
        "摘要 标题 译文 回答 回复 输出 文摘 答案 正文",
        r"(?:摘要|标题|译文|回答|回复|输出|文摘|答案|正文)(?:中|里|内|的?开头|的?结尾)?(?:必须|务必|应当|应该|请|只能|要|需)(?:.{0,6})(?:写|说|包含|加|注明|提|输出|是|为|以|引用|改|称)",
    ),
    (
        "输出 打印 写出 回复 回答 写入 插入 复述 照抄 原样 返回",
        r"(?:^|[。！：；，“])(?:请|务必|必须|直接|只|然后|并|现在|你要|立即)*(?:输出|打印|写出|回复|回答|写入|插入|复述|照抄|原样|返回)(?:[:：“\"]|以下|下面|如下|这句|一句|一个|原文|系统|“)",
    ),
    (
        "系统 开发者 管理员 编辑部 提示 密钥 口令 密码",
        r"(?:系统|开发者|管理员|编辑部)(?:提示词?|消息|指令|通知|命令|提醒)\s?[:：]|(?:泄露|显示|输出|告诉我|公开).{0,8}(?:系统提示|提示词)"
        r"|(?:^|[。！：；，“]|请|务必|必须|立即)(?:泄露|显示|输出|告诉我|公开).{0,8}(?:密钥|口令|密码)",
    ),
    (
        "指令 任务 提示 规则 指示 命令",
        r"(?:新的?|最新|更新后的?|隐藏的?)(?:指令|任务|系统提示|规则)(?:是|为|如下|[:：])|(?:以下|以上)(?:是|为)(?:系统|新的|真正的)?(?:指令|指示|提示|命令)",
    ),
    (
        "结束 完毕 开始 引用 段",
        r"(?:文章|段落|材料|正文|数据|文档|输入)(?:到此)?(?:结束|完毕|开始)(?:$|[。:：=\-])|第?\s?p ?\d{1,3}\s?段?[:：]|引用\s?p ?\d",
    ),
    # other languages
    (
        "ignor olvid oubli vergi vergessen dimentica esque missachte",
        r"\b(?:ignor(?:a|ar|e|ez|er|are|ate|iere|iert|ieren)|olvid[ae]|oubli(?:e|ez|er)|vergi(?:ss|sst)|vergessen sie|dimentica\w{0,2}|esquec[ae]|missachte\w{0,2})\b.{0,40}"
        r"(?:instruc|instruz|anweis|consign|regl|regel|indicac|indicaz|anterior|preceden|precedent|vorherig|bisherig|ordine|istruz)",
    ),
    (
        "игнорир забудь предыдущ 無視して 无视して 指示を 命令に 무시하 지시 تجاهل התעלם abaikan zignoruj",
        r"игнорир|забудь|предыдущ|[無无]視?视?して|指示を|命令に従|무시하|지시|تجاهل|התעלם|abaikan|zignoruj",
    ),
)
_SPEAKS = tuple((tuple(cues.split()), re.compile(pattern)) for cues, pattern in _ORDERS)
_ENCODED = re.compile(
    r"(?:[0-9a-fA-F]{2}[ :]?){20}|(?:%[0-9a-fA-F]{2}){4}|(?:\\[ux][0-9a-fA-F]{2,4}){3}|(?:&#x?[0-9a-fA-F]{2,6};){3}"
    r"|(?:[01]{8}\s?){4}|(?:[.\-–]{1,5}[ /]){12}"
)
_BLOB = re.compile(r"[A-Za-z0-9+/_-]{28,}={0,2}")
_LINK = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]{1,12}://|www\.|mailto:)")
_ENGLISH = frozenset(
    "the of to and for with that was by at from its has have will said after are were it".split()
)
_LONGEST = 4_000


def make_plain(text: str) -> str:
    """The text as the eye sees it: without invisible and control characters, on one line."""
    return " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", text)).split())


def is_hostile(text: str) -> bool:
    """Whether a sentence or title speaks to a machine, poses as something else, or hides something.

    Linear in the text: what is longer than a sentence can be is judged by its first 4,000 characters.
    """
    text = text[:_LONGEST]
    if _SMUGGLED.search(text) or _is_encoded(text):
        return True
    plain = _fold(text)
    if _speaks(plain) or _mixes_scripts(text):
        return True
    forms = {plain.translate(_LEET)} if _IN_WORD.search(plain) else set()
    if _SPELLED.search(plain):
        forms.add(_SPELLED.sub(lambda found: _BETWEEN.sub("", found.group()), plain))
    if _GLUED.search(plain):
        forms.add(_WORDS_APART.sub(" ", plain))
    if any(_speaks(form) or _TELLTALE.search(form) for form in forms - {plain}):
        return True
    # Written backwards, or shifted by thirteen letters.
    return any(_TELLTALE.search(form) for form in (plain[::-1], plain.translate(_ROT13)))


def _is_encoded(text: str) -> bool:
    """Whether a text holds what only a machine reads: base64, hexadecimals, escapes, bits, dots."""
    for blob in _BLOB.findall(text):
        kinds = (str.islower, str.isupper, str.isdigit)
        if blob.endswith("=") or all(any(map(kind, blob)) for kind in kinds):
            return True
    return bool(_ENCODED.search(text))


def _speaks(plain: str) -> bool:
    """Whether a folded text gives orders to a machine or poses as one of its messages."""
    return any(
        any(cue in plain for cue in cues) and pattern.search(plain) for cues, pattern in _SPEAKS
    )


def may_be_shown(text: str, language: str) -> bool:
    """Whether a passage may be shown to a model that writes in `language`: an ordinary sentence of it,
    without an address and without what `is_hostile` finds."""
    if is_hostile(text) or _LINK.search(text) or any(c in text for c in "<>{}|\\`"):
        return False
    foreign = sum(c.isalpha() and not (_is_latin(c) or "\u3400" <= c <= "\u9fff") for c in text)
    if foreign > 3:
        return False
    if language == "en":
        words = text.lower().split()
        return len(words) < 6 or not _ENGLISH.isdisjoint(words)
    return sum("\u3400" <= c <= "\u9fff" for c in text) * 3 > len(text)


def neutralise(article: Article) -> Article:
    """The article without hostile passages (each with the rest of its paragraph, and the next one) and
    captions; a hostile title is replaced by the publisher's name. One that has nothing of the sort comes
    back as it is."""
    changes: dict[str, object] = {}
    hostile = {p.paragraph for p in article.passages if is_hostile(p.text)}
    # An order is often followed by what it wants said, as a statement like any other.
    tainted = hostile | {number + 1 for number in hostile}
    kept = tuple(p for p in article.passages if p.paragraph not in tainted)
    if len(kept) != len(article.passages):
        changes["passages"] = kept
    if is_hostile(article.title):
        changes["title"] = article.publisher
    if is_hostile(article.author):
        changes["author"] = ""
    picture = article.picture
    if picture and (is_hostile(picture.caption) or is_hostile(picture.credit)):
        changes["picture"] = None
    return msgspec.structs.replace(article, **changes) if changes else article


_ROT13 = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
_TELLTALE = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|all|your)\b"
    r"|\b(?:system prompt|instructions?)\b.{0,40}\b(?:print|write|output|say|ignore)\b"
    r"|\b(?:print|write|output|say) (?:that|only|the)\b"
)


def _fold(text: str) -> str:
    """What a reader, or a model, would take the letters for: compatible forms, lookalikes, accents and
    invisible characters gone, small letters, simplified Chinese."""
    plain = unicodedata.normalize("NFKC", make_plain(text)).lower()
    if plain.isascii():
        return plain
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    if any("\u0370" <= c <= "\u04ff" for c in bare) and any(
        c.isascii() and c.isalpha() for c in bare
    ):
        bare = bare.translate(_LOOKALIKES)
    composed = unicodedata.normalize("NFC", bare)
    return to_simplified(composed.encode("utf-8", "replace").decode())


def _mixes_scripts(text: str) -> bool:
    """Whether Latin letters stand beside Cyrillic or Greek ones inside two words: a disguise."""
    if text.isascii():
        return False
    mixed = 0
    for word in text.split():
        latin = any(c.isascii() and c.isalpha() for c in word)
        other = any("\u0370" <= c <= "\u052f" and c.isalpha() for c in word)
        mixed += latin and other
    return mixed >= 2


def _is_latin(character: str) -> bool:
    return character < "\u0250" or "\uff21" <= character <= "\uff5a"

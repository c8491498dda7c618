"""Sentences altered without chance, from the labelled stories; `claims.py` measures with them.

A name exchanged for another, subject and object exchanged, a negation added or taken out, a direction
reversed, a word within quotation marks or the speaker changed. The lists here are the altering hand's own,
not the checkers'.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import rjieba

from wenzhai.beats import list_beats, load_beat
from wenzhai.language.names import NameFinder
from wenzhai.language.sentences import split_sentences

MOST_OF_A_STORY = 4  # altered sentences of one kind
_NAMED = frozenset({"company", "app", "product", "person", "regulator"})


class Case(NamedTuple):
    """A draft and its sources; `label` is altered, same (unaltered, own source), reworded (harmlessly,
    own source), paraphrase (unaltered, another report of the event) or across (unaltered, reports in the
    other language). An altered draft's `setting` is own, twin (another report of its language) or across."""

    id: str
    kind: str
    label: str
    lang: str
    text: str
    sources: tuple[tuple[str, str], ...]  # language, text
    event: str
    changed: str = ""
    setting: str = "own"

    @property
    def half(self) -> str:
        """Which half of the stories."""
        return "tune" if zlib.crc32(self.event.encode()) % 2 else "held"

    @property
    def direction(self) -> str:
        """Source language > draft language; with `*` where the source is another report."""
        twin = "*" if self.setting == "twin" else ""
        return f"{self.sources[0][0]}>{self.lang}{twin}"


class Report(NamedTuple):
    """One report of a story."""

    id: str
    event: str
    lang: str
    title: str
    sentences: tuple[str, ...]


def rows_of(path):
    with gzip.open(path, "rt", encoding="utf8") as file:
        return [json.loads(line) for line in file]


def read_reports(shared):
    folder = Path(shared) / "data" / "stories"
    reports = []
    for row in rows_of(folder / "bilingual_dev.jsonl.gz"):
        if row["event_id"]:
            text, lang = row["text"], row["lang"]
            cut = [text[a:b] for a, b in split_sentences(text, lang)]
            whole = tuple(s for s in cut if not s.endswith(("...", "…")))
            reports.append(Report(row["id"], row["event_id"], lang, row["title"], whole))
    for name in ("ecob_en_dev", "ecob_zh_dev"):
        for row in rows_of(folder / f"{name}.jsonl.gz"):
            event = f"{name}-{row['event_id']}"
            reports.append(
                Report(
                    f"{name}-{row['doc_id']}",
                    event,
                    row["lang"],
                    row["title"],
                    tuple(row["sentences"][:10]),
                )
            )
    return reports


def find_glossary():
    names = {}
    for beat in sorted(list_beats()):
        for name in load_beat(beat).glossary:
            names.setdefault(name.id, name)
    return NameFinder(names.values())


_EN_PAIRS = """
rise fall|rises falls|rose fell|rising falling|increase decrease|increases decreases|increased decreased
raise cut|raises cuts|raised cut|raising cutting|win lose|wins loses|won lost|winning losing
gain loss|gains losses|gained lost|approve reject|approves rejects|approved rejected|approval rejection
accept refuse|accepts refuses|accepted refused|buy sell|buys sells|bought sold|buying selling
open close|opens closes|opened closed|launch scrap|launches scraps|launched scrapped
start end|starts ends|started ended|starting ending|begin end|begins ends|began ended
support oppose|supports opposes|supported opposed|higher lower|up down|jump plunge|jumps plunges
jumped plunged|soared slumped|soar slump|soars slumps|grow shrink|grows shrinks|grew shrank|growth decline
expand shrink|expands shrinks|expanded shrank|join leave|joins leaves|joined left|hire fire|hired fired
allow ban|allows bans|allowed banned|ban allow|bans allows|banned allowed|block approve|blocks approves
blocked approved|confirm deny|confirms denies|confirmed denied|appoint dismiss|appointed dismissed
profit loss|success failure|succeeded failed|strengthen weaken|strengthened weakened|more less|most fewest
best worst|extend shorten|extended shortened|praise criticise|praised criticised|arrested released
criticized praised|guilty innocent|import export|imports exports|improve worsen|improved worsened
record-high record-low|ease tighten|eased tightened|widen narrow|widened narrowed
upgrade downgrade|upgraded downgraded|invest divest|agreed refused|agrees refuses|suspend resume
suspended resumed|suspends resumes|lift impose|lifted imposed|lifts imposes|unveil withdraw|delay advance
"""
_ZH_PAIRS = """
上升 下降|上涨 下跌|增长 下降|增加 减少|提高 降低|上调 下调|增持 减持|买入 卖出|扩大 缩小|批准 否决|通过 否决
支持 反对|同意 拒绝|接受 拒绝|赢得 输掉|胜利 失败|成功 失败|获胜 落败|开放 关闭|开始 结束|启动 终止|加入 退出
上线 下线|推出 下架|恢复 暂停|暂停 恢复|允许 禁止|禁止 允许|涨价 降价|盈利 亏损|承认 否认|否认 承认|进口 出口
上市 退市|任命 罢免|招聘 裁员|加强 削弱|高于 低于|超过 不及|多于 少于|领先 落后|升级 降级|逮捕 释放|加快 放缓
利好 利空|有利 不利|延长 缩短|改善 恶化|涨 跌|开通 关停|放宽 收紧|最高 最低|登陆 撤出|收购 出售|扩张 收缩
解封 封禁|封禁 解封|撤销 维持|驳回 支持|当选 落选|到达 离开|入职 离职|晋升 降职|表扬 批评|道歉 拒绝道歉
"""


def _pairs(table, both):
    found = {}
    for pair in table.replace("\n", "|").split("|"):
        if pair.strip():
            a, b = pair.split(None, 1)
            found.setdefault(a, b)
            if both:
                found.setdefault(b, a)
    return found


EN_OPPOSITE = _pairs(_EN_PAIRS, both=True)
ZH_OPPOSITE = _pairs(_ZH_PAIRS, both=True)
_EN_BASE = {}
for _base in """launch release announce unveil introduce acquire buy sell sue fine ban allow approve reject raise
cut plan lay fire hire open close join leave resign appoint win lose invest merge split support oppose
confirm deny arrest start stop end delay expand agree refuse warn sign hack attack accuse beat suspend
resume ask call urge report find show reveal leak reach hit face begin bring make take give get add
offer test use build create develop remove stop shut kill say tell want seek request order pay fall
rise drop gain grow jump step drive accept block lead host visit meet move change help let set
""".split():
    _EN_BASE[_base] = _base
    _EN_BASE[_base + "s"] = _EN_BASE[_base + "es"] = _base
    _EN_BASE[_base + "ed"] = _EN_BASE[_base + "d"] = _base
    _EN_BASE[_base + _base[-1] + "ed"] = _base
_EN_BASE |= {
    "bought": "buy", "sold": "sell", "left": "leave", "won": "win", "lost": "lose", "began": "begin",
    "brought": "bring", "made": "make", "took": "take", "gave": "give", "got": "get", "said": "say",
    "told": "tell", "sought": "seek", "paid": "pay", "fell": "fall", "rose": "rise", "grew": "grow",
    "drove": "drive", "led": "lead", "met": "meet", "found": "find", "denies": "deny", "denied": "deny",
    "applies": "apply", "applied": "apply", "built": "build",
}  # fmt: skip
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|may|must)\b(?! not|n['’]t| no )"
)
_EN_NEGATION = re.compile(r"\b(?:(?:did|does|do) not|not|never|no longer|without)\s|n['’]t\b")
_ZH_VERBS = re.compile(
    r"推出|发布|宣布|表示|启动|上线|收购|起诉|裁员|批准|禁止|支持|同意|参加|出席|达成|签署|获得|举行|公布|披露|完成|开始"
    r"|承认|发现|提供|计划|增长|下降|要求|提出|接受|召开|回应|道歉|进入|取得|加入|成为|受到|离开|认为|投资|开放|关闭"
)
_ZH_NEGATION = re.compile(
    r"没有|并未|尚未|并不|不会|不能|未能|不是|不再|无法|未|不(?=[是会能得可])"
)
_ZH_WITHOUT = {
    "没有": "", "并未": "", "尚未": "已", "并不": "", "不会": "会", "不能": "能", "未能": "", "不是": "是",
    "不再": "继续", "无法": "能够", "未": "已", "不": "",
}  # fmt: skip


def pick(options, key):
    """One of the options, the same at every run."""
    return options[zlib.crc32(key.encode()) % len(options)] if options else None


def negate(text, lang):
    """A sentence with its negation taken out, else with one added; and how."""
    if lang == "en":
        found = _EN_NEGATION.search(text)
        if found and found.group().strip() in ("not", "never", "did not", "does not", "do not"):
            return text[: found.start()] + text[found.end() :], "removed"
        if found:
            if found.group().startswith("n") and not text[: found.start()].lower().endswith(
                ("ca", "wo", "sha")
            ):
                return text[: found.start()] + text[found.end() :], "removed"
            return None
        aux = _AUXILIARY.search(text)
        if aux:
            word = pick(("not", "not", "never"), text)
            return f"{text[: aux.end()]} {word}{text[aux.end() :]}", "added"
        for word in re.finditer(r"(?<=[a-zA-Z’'s] )([A-Za-z]+)\b(?= )", text):
            base = _EN_BASE.get(word.group().lower())
            if base and base != word.group().lower():
                do = "did" if not word.group().lower().endswith("s") else "does"
                titled = word.group()[0].isupper()
                said = f"{do} not {base}".title() if titled else f"{do} not {base}"
                return text[: word.start()] + said + text[word.end() :], "added"
        return None
    found = _ZH_NEGATION.search(text)
    if found:
        return text[: found.start()] + _ZH_WITHOUT[found.group()] + text[found.end() :], "removed"
    verb = _ZH_VERBS.search(text)
    if verb is None or verb.start() == 0:
        return None
    before, at = text[: verb.start()], verb.start()
    for lead, instead in (
        ("将", "将不会"),
        ("已经", "并未"),
        ("已", "尚未"),
        ("可", "不可"),
        ("会", "不会"),
    ):
        if before.endswith(lead):
            return before[: -len(lead)] + instead + text[at:], "added"
    return before + pick(("没有", "并未", "未"), text) + text[at:], "added"


def reverse(text, lang):
    """A sentence with one direction word replaced by its opposite."""
    if lang == "en":
        for word in re.finditer(r"[A-Za-z-]+", text):
            other = EN_OPPOSITE.get(word.group().lower())
            after = text[word.end() : word.end() + 9]
            if after[:1] in ("'", "’") or after[:7].lower().strip(" -").startswith("source"):
                continue  # “won't”, “open source”
            if other in ("up", "down") and not re.match(r" (?:to |by |from )?[\d$£€]", after):
                continue  # “team up” says no direction
            if other:
                other = other.title() if word.group()[0].isupper() else other
                return text[: word.start()] + other + text[word.end() :], word.group()
        return None
    words = [(text.find(a), -len(a), a) for a in ZH_OPPOSITE if len(a) > 1 and a in text]
    if not words:
        return None
    at, _, word = min(words)
    return text[:at] + ZH_OPPOSITE[word] + text[at + len(word) :], word


_EN_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]+(?: [A-Z][a-z]+){1,2})(?![\w’'-])")
_NOT_NAMES = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December|President|Minister|Prime|Street|Secretary|The|Mr|Mrs)\b"
)


def find_names(text, lang, finder):
    """(start, end, kind) of names: the glossary's, and those that a plain pattern sees."""
    spans = [(m.start, m.end, m.name.kind) for m in finder.find(text) if m.name.kind in _NAMED]
    if lang == "en":
        if not is_title_case(text):
            spans += [
                (*found.span(), "person")
                for found in _EN_NAME.finditer(text)
                if not _NOT_NAMES.search(found.group())
            ]
    else:
        at = 0
        for word, tag in rjieba.tag(text):
            if tag == "nr" and len(word) == 3:
                spans.append((at, at + len(word), "person"))
            at += len(word)
    spans.sort(key=lambda s: (s[0], -s[1]))
    kept = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def is_title_case(text):
    words = re.findall(r"[A-Za-z][a-z]{3,}", text)
    return sum(w[0].isupper() for w in words) > 0.6 * len(words)


def same_name(a, b, finder):
    """Whether two forms may be the same thing."""
    x, y = finder.look_up(a), finder.look_up(b)
    if x and y:
        return x.id == y.id or x.en in (y.parent,) or y.en in (x.parent,)
    return bool(set(a.lower().split()) & set(b.lower().split())) or a in b or b in a


def swap_name(text, lang, finder, pool, key):
    """A sentence with one of its names replaced by another of its kind."""
    spans = find_names(text, lang, finder)
    if not spans:
        return None
    start, end, kind = pick(spans, key)
    old = text[start:end]
    held = text.lower()
    others = [
        n for n in pool.get(kind, ()) if not same_name(n, old, finder) and n.lower() not in held
    ]
    new = pick(others, key + old)
    return (text[:start] + new + text[end:], f"{old} > {new}") if new else None


_EN_ACTS = re.compile(
    r"(?:(?:has|have|had|will|to|is set to|plans to) )?\b(?:sues?|sued|buys?|bought|acquires?|acquired|accuses?|accused|fines?|fined"
    r"|bans?|banned|beats?|beat|defeats?|defeated|attacks?|attacked|warns?|warned|asks?|asked|tells?|told|criticizes?|criticized"
    r"|invests? in|invested in|overtakes?|overtook|sells?|sold|challenges?|blocks?|blocked|meets?|met|urges?|urged|blames?|blamed"
    r"|replaces?|replaced|leaves|joins?|joined|supports?|supported|threatens?|threatened|slams?|slammed|backs|backed|praised|helps?)\b",
    re.IGNORECASE,
)  # fmt: skip
_ZH_ACTS = re.compile(
    r"收购|起诉|控告|指责|处罚|罚款|封禁|击败|战胜|批评|要求|告诉|投资|入股|超越|超过|反超|抄袭|抨击|回应|取代|警告|质疑|支持|约谈|抵制"
    r"|殴打|举报|加入|离开|曝光|赔偿|拒绝|邀请|感谢|起诉了|调查|封杀|帮助|通知|控股|增持|减持|辟谣|打败|采访"
)


def find_actors(text, lang, finder):
    """The spans of names, and of whatever else may act: single words with a capital, places, bodies."""
    spans = [s[:2] for s in find_names(text, lang, finder)]
    if lang == "en" and not is_title_case(text):
        more = re.finditer(r"(?<=[a-z,] )[A-Z][A-Za-z]{2,}(?![\w’'-]| [A-Z])", text)
        spans += [m.span() for m in more if not _NOT_NAMES.search(m.group())]
    if lang == "zh":
        at = 0
        for word, tag in rjieba.tag(text):
            if tag in ("ns", "nt", "nrt", "nz") and len(word) > 1:
                spans.append((at, at + len(word)))
            at += len(word)
    kept = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def exchange_roles(text, lang, finder):
    """A sentence with the names before and after its verb exchanged."""
    spans = find_actors(text, lang, finder)
    acts = _EN_ACTS if lang == "en" else _ZH_ACTS
    for act in acts.finditer(text):
        before = [s for s in spans if s[1] <= act.start()]
        after = [s for s in spans if s[0] >= act.end()]
        if not before or not after:
            continue
        a, b = before[-1], after[0]
        gap, follow = text[a[1] : act.start()], text[act.end() : b[0]]
        far = 24 if lang == "en" else 8
        if len(gap) > far or len(follow) > far or re.search(r"[,.;:，。；：“”\"]", gap + follow):
            continue
        if same_name(text[a[0] : a[1]], text[b[0] : b[1]], finder) or re.search(
            r"\b(?:by|and|with|or)\b|被|遭|与|和|跟|同", gap + follow
        ):
            continue
        new = text[: a[0]] + text[b[0] : b[1]] + text[a[1] : b[0]] + text[a[0] : a[1]]
        return new + text[b[1] :], f"{text[a[0] : a[1]]} <> {text[b[0] : b[1]]} ({act.group()})"
    return None


_QUOTED = re.compile(r"“([^“”]{8,200})”|\"([^\"]{20,300})\"")


def alter_quotation(text, lang, passage, key):
    """A sentence with one word within its quotation marks replaced by another of the passage."""
    found = _QUOTED.search(text)
    if found is None:
        return None
    group = 1 if found.group(1) else 2
    inner, at = found.group(group), found.start(group)
    if lang == "en":
        words = [m.span() for m in re.finditer(r"\b[a-z]{4,}\b", inner)]
        others = sorted(set(re.findall(r"\b[a-z]{4,}\b", passage)) - set(inner.split()))
    else:
        words, position, others = [], 0, []
        for word, tag in rjieba.tag(inner):
            if len(word) > 1 and tag[0] in "nva":
                words.append((position, position + len(word)))
            position += len(word)
        others = sorted({w for w, t in rjieba.tag(passage) if len(w) > 1 and t[0] in "nva"})
        others = [w for w in others if w not in inner]
    span = pick(words, key)
    other = pick(others, key)
    if span is None or other is None:
        return None
    changed = f"{inner[span[0] : span[1]]} > {other}"
    return text[: at + span[0]] + other + text[at + span[1] :], changed


_EN_SPEAKS = re.compile(r"\b(?:said|says|told|added|wrote|tweeted)\b")
_ZH_SPEAKS = re.compile(r"表示|称|说|指出|认为|透露|写道|回应")


def swap_speaker(text, lang, finder, pool, key):
    """A sentence whose words are put into another's mouth."""
    speaks = _EN_SPEAKS if lang == "en" else _ZH_SPEAKS
    for found in speaks.finditer(text):
        for start, end, kind in find_names(text, lang, finder):
            gap = start - found.end() if start >= found.end() else found.start() - end
            if not 0 <= gap <= (2 if lang == "en" else 1):
                continue
            old = text[start:end]
            others = [n for n in pool.get(kind, ()) if not same_name(n, old, finder)]
            others = [n for n in others if n.lower() not in text.lower()]
            new = pick(others, key + "speaker")
            if new:
                return text[:start] + new + text[end:], f"{old} > {new}"
    return None


_REWORDED = {
    "en": (
        (r"\bsaid\b", "stated"),
        (r"\bbut\b", "yet"),
        (r"\bannounced\b", "made known"),
        (r"\b(Mr|Mrs|Ms)\.? ", ""),
        (r", according to [^,.]{3,60}(?=,|\.$)", ""),
        (r"\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day ?", ""),
        (r"\bshow(s|ed)\b", r"demonstrate\1"),
        (r"\bhelp(s|ed)? (?=[a-z])", r"assist\1 to "),
        (r"\b(?:also|already|still|just) ", ""),
        (r"\bcompany\b", "firm"),
        (r"\blarge\b", "big"),
        (r"\bbecause\b", "since"),
        (r"^(?:But|And|However,|Meanwhile,) ([a-z])", r"\1"),
    ),
    "zh": (
        ("表示", "说"),
        ("但", "不过"),
        ("宣布", "公布说"),
        ("近日，?", ""),
        ("目前，?", ""),
        ("此外，", ""),
        ("据[^，。]{2,16}报道，", ""),
        ("因此", "所以"),
        ("(?:已经|已)", "业已"),
        ("以及", "和"),
        ("由于", "因为"),
        ("公司", "企业"),
        ("今年", "本年"),
    ),
}


def reword(text, lang):
    """A sentence said in other words, or with something left out, without a change of what it says."""
    parts = re.split('([“「『"][^”」』"]*[”」』"])', text)  # quotations stay
    for number in range(0, len(parts), 2):
        for pattern, instead in _REWORDED[lang]:
            parts[number] = re.sub(pattern, instead, parts[number])
    new = "".join(parts)
    clauses = re.split("(?<=[,，]) ?", new)
    if len(clauses) > 3 and len(parts) == 1:
        new = (" " if lang == "en" else "").join(clauses[1:])  # the opening left out
    return new if new != text else None


def build(shared, finder):
    """All cases, in one order at every run."""
    reports = read_reports(shared)
    by_event = defaultdict(list)
    for report in reports:
        by_event[report.event].append(report)
    pools, everywhere = {}, {}
    for lang in ("en", "zh"):
        whole = defaultdict(set)
        for event, of_event in by_event.items():
            pool = defaultdict(set)
            for report in of_event:
                if report.lang == lang:
                    for sentence in (report.title, *report.sentences):
                        for start, end, kind in find_names(sentence, lang, finder):
                            pool[kind].add(sentence[start:end])
            pools[event, lang] = {k: sorted(v) for k, v in pool.items()}
            for kind, names in pool.items():
                whole[kind] |= names
        everywhere[lang] = {k: sorted(v) for k, v in whole.items()}
    cases = []
    for event in sorted(by_event):
        cases.extend(_cases_of(event, by_event[event], pools, everywhere, finder))
    return cases


def _cases_of(event, of_event, pools, everywhere, finder):
    counts = Counter()
    for report in sorted(of_event, key=lambda r: r.id):
        lang = report.lang
        sentences = (report.title, *report.sentences)
        for number, text in enumerate(sentences):
            if not 12 <= len(text) <= 400:
                continue
            passage = "\n".join(sentences[max(0, number - 1) : number + 2])
            key = f"{report.id}-{number}"
            alone = {"same": ((lang, passage),)}
            others = [r for r in of_event if r.lang != lang]
            if others and number == 0:
                others.sort(key=lambda r: (-len("".join(r.sentences)), r.id))
                alone["across"] = tuple(
                    (r.lang, "\n".join((r.title, *r.sentences[:4]))) for r in others[:3]
                )
            twins = [r for r in of_event if r.lang == lang and r.id != report.id]
            twins.sort(key=lambda r: (-len("".join(r.sentences)), r.id))
            of_twins = tuple((lang, "\n".join((r.title, *r.sentences))) for r in twins[:2])
            if twins and number == 0:
                alone["twin"] = of_twins
            for label, sources in alone.items():
                for kind, changed, new in _alter(text, lang, event, label, pools, everywhere,
                                                 finder, passage, key):  # fmt: skip
                    if counts[kind, label, lang] >= MOST_OF_A_STORY * (1 if kind != "roles" else 3):
                        continue
                    counts[kind, label, lang] += 1
                    setting = "own" if label == "same" else label
                    yield Case(f"{key}-{kind}-{label}", kind, "altered", lang, new, sources, event,
                               changed, setting)  # fmt: skip
                    if label != "twin" and counts["plain", label, key] == 0:
                        counts["plain", label, key] += 1
                        yield Case(f"{key}-{label}", "none", label, lang, text, sources, event)
            other = reword(text, lang)
            if other and len(other) > 12 and counts["reworded", lang] < 2 * MOST_OF_A_STORY:
                counts["reworded", lang] += 1
                yield Case(f"{key}-reworded", "none", "reworded", lang, other, alone["same"], event)
            if number == 0 and twins and counts["twin", lang] < 2:
                counts["twin", lang] += 1
                yield Case(f"{key}-paraphrase", "none", "paraphrase", lang, text, of_twins, event)


def _alter(text, lang, event, label, pools, everywhere, finder, passage, key):
    pool = pools[event, lang]
    if label != "same" or zlib.crc32(key.encode()) % 3 == 0 or not any(pool.values()):
        pool = everywhere[lang]
        if label != "same":  # a name that the event's reports have may be right
            own = {n for names in pools[event, lang].values() for n in names}
            pool = {
                k: [n for n in v if not any(same_name(n, o, finder) for o in own)]
                for k, v in pool.items()
            }
    for kind, made in (
        ("name", swap_name(text, lang, finder, pool, key)),
        ("roles", exchange_roles(text, lang, finder)),
        ("negation", negate(text, lang)),
        ("direction", reverse(text, lang)),
        ("quotation", alter_quotation(text, lang, passage, key) if label == "same" else None),
        ("speaker", swap_speaker(text, lang, finder, pool, key)),
    ):
        if made is not None and made[0] != text:
            yield kind, made[1], made[0]

"""What kind of answer is asked for, read off the words of the question. Tables first."""

import re
from collections.abc import Iterator
from enum import StrEnum


class Kind(StrEnum):
    """A kind of answer."""

    AMOUNT = "amount"
    RATIO = "ratio"
    CAP = "cap"
    COUNT = "count"
    DURATION = "duration"
    DATE = "date"
    VALIDITY = "validity"
    DEPARTMENT = "department"
    CONDITION = "condition"
    PROCEDURE = "procedure"
    LIST = "list"
    DEFINITION = "definition"
    YES_NO = "yes_no"
    COMPARE = "compare"
    STACK = "stack"
    OPEN = "open"


#: kinds that a figure answers
FIGURES = frozenset({Kind.AMOUNT, Kind.RATIO, Kind.CAP, Kind.COUNT, Kind.DURATION, Kind.DATE})

#: (kind, Chinese cues, English cues); all that match apply, the first is what the reply is about
_CUES: tuple[tuple[Kind, str, str], ...] = (
    (
        Kind.COMPARE,
        r"相比|哪(?:个|边|里|座|家|级)(?:更|的?.{0,8}(?:高|多|低|少|快|短|严|优惠|划算))|"
        r"区别|差别|有什么不同|有何不同"
        r"|对比|比较一下|一样吗|一样多|是否一致|差多少|谁(?:给|奖|补)得?(?:更)?(?:多|高)|"
        r"各(?:给|奖|补|是)多少|比.{1,10}(?:高|多|低|少|快)(?:吗|多少)",
        r"\bcompare[ds]?\b|\bcomparison\b|\bdiffer(?:ence|ent|s)?\b|\bversus\b|\bvs\b|"
        r"\bhigher\b.*\bor\b|\bmore generous\b"
        r"|\bwhich (?:city|place|one|of)\b.*\b(?:more|higher|lower|faster|better|larger)\b",
    ),
    (
        Kind.STACK,
        r"叠加|同时(?:享受|拿|领|申请)|(?:省|市|县|国家)里?[、和及与跟加](?:省|市|县)里?|"
        r"(?:省|市|县|国家)(?:省|市|县)(?:两级|三级|都)|两级|两家|两头|省市.{0,6}(?:合计|"
        r"一起|加|共)|加一起|一共(?:能|可以)?(?:拿|领|得)|加起来(?:能|可以)?(?:拿|领|得|有)|"
        r"合计|总共(?:能|可以)?(?:拿|领|得)"
        r"|(?:都|全)能(?:拿|领)|重复(?:享受|申请|领)|另外还|还能再(?:拿|领)(?:市|省|县)",
        r"\bstack(?:s|ed|able)?\b|\bboth (?:the )?(?:provinc|city|level|municip)|"
        r"\bprovince (?:plus|and|\+) (?:the )?(?:city|county)|\bcity (?:plus|and|"
        r"\+) (?:the )?(?:province|county)|\baltogether\b|\bin total\b|\bcombined?\b|"
        r"\bon top of\b|\bcumulat",
    ),
    (
        Kind.VALIDITY,
        r"还(?:适用|有效|能用|能享受|能申请|免[吗不]|算数|管用|执行|给不给|能.{0,8}吗|"
        r"给.{0,3}吗|有吗|在吗|在执行)|过期|过没过|在不在期|在期|失效|作废|有效期|执行期|"
        r"执行到|到期|截止(?:到|时间|日期)?|延(?:长|续)(?:到|至)(?:何|什么|哪|几)|延(?:长|"
        r"续)到|到(?:哪|什么)(?:天|年|时候|日)(?:为止|结束|截止|到期)?|免到|(?:19|"
        r"20)\d\d年了"
        r"|(?:今年|现在|目前|明年)还|仍(?:然)?(?:有效|适用|执行)|年(?:中|底|初)?还",
        r"\bwhen (?:did|does|do|will|would) .{0,120}\b(?:end|expire|stop|lapse|run out)\b|"
        r"\bstill\b|\b(?:period|deadline|exemption|relief) over\b|\bstill (?:valid|in force|"
        r"apply|applies|available|in effect|running|be|get|exempt)|\bexpir|"
        r"\bvalid(?:ity)?\b|\bin force\b|\bin effect\b|\buntil (?:when|wh(?:ich|at) (?:year|"
        r"date|day|month|time))\b|\bhow long (?:does|will|is) .*(?:last|valid|run|available|"
        r"apply)",
    ),
    (
        Kind.DEPARTMENT,
        r"哪(?:几|些|两|三)?(?:个|家)?(?:来)?(?:负责|牵头|主管)|哪(?:几)?(?:个|些|家|一)?(?:部门|单位|厅|局|科室?|机构|衙门|机关|"
        r"口子|办)|找(?:谁|"
        r"哪)|归(?:谁|哪|那个)|那个(?:部门|单位|局|厅)(?:管|负责)|谁(?:来)?(?:负责|主管|管|"
        r"牵头|审|批)|(?:责任|牵头|主管|主办|经办|配合)(?:单位|部门)|(?:由|归|属|是)谁|"
        r"哪里(?:负责|主管|管)|向(?:谁|哪)(?!.{0,6}(?:投诉|反映|举报))|问谁|联系(?:谁|哪)|"
        r"负责(?:单位|部门)|主管部门|去哪(?:个|儿)?(?:部门|办|领|问)",
        r"\bwh(?:ich|at) (?:\w+ ){0,3}(?:department|bureau|office|agency|agencies|authorit|"
        r"unit|body|bodies|government)|\bwho (?:is|are|will be)?\s*(?:responsible|answerable|"
        r"accountable|in charge|"
        r"handles?|leads?|runs?|manages?|takes)|\bresponsible (?:department|unit|body|for)|"
        r"\bcontact\b.*\bdepartment|\blead(?:s|ing)? (?:unit|department|agency|body)",
    ),
    (
        Kind.DURATION,
        r"多久|多长时间|(?:(?<![好这那前近])几|多少)个?(?:天|日|工作日|小时|月|年)(?!度|的|来)|时限|办结时间|"
        r"期限(?:是|有)?多|多快|几天",
        r"\bhow (?:long|many (?:working |business )?(?:days|hours|months|years)|"
        r"quick(?:ly)?|fast|soon)\b|\btime ?(?:limit|frame)\b|\bwithin how\b",
    ),
    (
        Kind.DATE,
        r"(?:什么|啥)时(?:候|后|间)?|何时|哪(?:一)?(?:天|年|月|日|个月)|几(?:月|号|点)|截止(?:日期|"
        r"时间)|多长时间举办|多久(?:举办|开)|多(?:久|长时间).{0,6}一[次回]",
        r"\bwhen\b|\bwhat (?:date|month|year|day|time)\b|\bby (?:when|what)\b(?! (?:percent|"
        r"share|proportion|amount|margin))|\bdeadline\b|"
        r"\bhow often\b|\bwhich (?:months?|years?)\b",
    ),
    (
        Kind.RATIO,
        r"百分之(?:几|多少)|千分之几|几成|几个点|多少个?(?:百分)?点|比例|占比|比重|税率|"
        r"费率|利率|增速|增幅|增长率|几折|折扣|百分比|办结率|满意率|%吗|按(?!规定|政策|文件|档)[^奖补给]{0,6}多少(?!钱|元|万|人民币)|"
        r"高出多少|上浮多少|下降多少|提高到多少",
        r"\bpercent(?:age)?\b|\bper cent\b|\brate\b|\b(?:what|which) share\b|\bshare of\b|"
        r"\bproportion\b|\bratio\b|\bdiscount\b|\bgrowth\b",
    ),
    (
        Kind.CAP,
        r"最高|最多|封顶|上限|顶格|限额|至多(?!少)|不超过多少|顶多|最大",
        r"\bmax(?:imum)?\b|\bcap(?:ped)?\b|\bceiling\b|\bup to how\b|\bupper limit\b|"
        r"\bat most\b|\bthe (?:most|highest|largest|top)\b",
    ),
    (
        Kind.COUNT,
        r"(?:多少|(?<![哪前那这好])几)(?:来|多)?(?:家|户|个(?!月|工作日|百分|点|亿|小时|部门|钱)|项|条|"
        r"所|座|间|套|亩|人(?!民币)|名|份|种|支|场|次|类|万人|基站|千瓦|平米?|吨|倍)|(?:新建|建设?|"
        r"培育|发展|认定|新增|打造|创建|引进|服务)(?:成|出|了)?[^，。\d奖补给贴]{0,4}多少(?!钱|元|"
        r"资金|万|奖|补|经费)|目标(?:是|为|值|数)?(?:多少)?[?？]?$|数量|要有多少|有多少(?!钱|元|万|奖|补)|"
        r"达到多少(?:家|户|个)?|规模(?:要|是)?多",
        r"\bhow many\b(?! (?:yuan|rmb|dollars))|\bnumber of\b|\bhow (?:large|big)\b|\b(?:what|"
        r"which) .{0,30}\btargets?\b|\btargets? (?:for|of)\b",
    ),
    (
        Kind.AMOUNT,
        r"多少(?:钱|奖|补|资金|经费|元|万)|(?:奖|补|给|发|拿|领|得|贴|资助|支持|返|退|免|贷|"
        r"罚|交|缴|出|投|增资)(?:励|助|贴|补|到|你|我们?|咱们?|企业)?(?:个|了|到)?(?:多少|"
        r"几)(?!个?(?:月|天|年|工作日|季度|成|折))|几(?:万|块|个?钱|千|百|亿)|金额|奖金|补贴(?:标准|额度|多少|金额)?$|标准是多少|"
        r"(?:资助|奖励|奖补|支持|收费|工资|金|租金|缴费|扣除)标准|"
        r"怎么(?:奖|补|给钱)|按.{1,12}还是.{1,12}(?:奖|补|给)|元/|元每|额度|力度|有(?:什么|啥)(?:奖|补|好处|钱|优惠)|啥补|什么补|"
        r"哪一?档|第几档|"
        r"奖励(?:标准|额度|多少|是多少)|补助(?:标准|额度|多少)|多少$|多少[？?。吗呢啊呀]|"
        r"多少，",
        r"\bhow much\b|\bhow many (?:yuan|rmb|dollars)\b|\bamount\b|\bwhat (?:does|do|will|"
        r"would|can|could|"
        r"did) .{0,80}\b(?:pays?|gives?|awards?|receives?|gets?|grants?|offers?|adds?)\b|"
        r"\bin (?:yuan|rmb|cny)\b|\b(?:wage|price|fee|cost)s? (?:is|in|of|per)\b|"
        r"\bminimum wage\b|\bwhat (?:[\w-]+ ){0,4}(?:subsid(?:y|ies)|awards?|prizes?|"
        r"refunds?|rebates?|deductions?|grants?|bonus|reward|funding|support|payment|"
        r"compensation|sum)\b|\bwhich (?:\w+ )?(?:award|reward|subsidy|grant|bonus|band)\b|"
        r"\b(?:award|reward|subsidy|grant|bonus)\s*\?*$|\b(?:subsid(?:y|ies)|award|grant|bonus|"
        r"reward) (?:amount|for|"
        r"is|do|does|can|in)\b",
    ),
    (
        Kind.DEFINITION,
        r"(?:什么|啥)(?:是|叫)|(?:是|指)(?:的是)?(?:什么|啥)(?:意思)?|什么意思|啥意思|"
        r"怎么定义|含义|何谓|所谓|如何(?:界定|认定|定义)|认定(?:标准|为)|怎么算",
        r"\bwhat (?:is|are|does|do) (?:the |a |an )?[“\"'‘]|\bmean(?:s|ing)?\b|\bdefin(?:e|"
        r"ed|ition)\b|\bqualif(?:y|ies) as\b|\bcount(?:s|ed)? as\b",
    ),
    (
        Kind.CONDITION,
        r"条件|资格|门槛|要求|怎样才|怎么才|怎么样才|如何才|才行|才给|才(?:能|可以|会|够|"
        r"算)|符合(?:什么|哪些)|满足|达到(?:什么|多少|啥)|需要具备|标准|够得着|对象|"
        r"哪些(?:企业|人|单位|项目|行业).{0,6}(?:可以|能|适用)|适用(?:于|范围|对象)?|"
        r"谁(?:能|可以|有资格)",
        r"\bcondition|\brequirement|\beligib|\bqualif|\bcriteri|\bwho can\b|"
        r"\bmust .* (?:meet|have)\b|\bwhat (?:does|do) .* (?:need|require)\b|\bneed to\b|"
        r"\bthreshold\b",
    ),
    (
        Kind.LIST,
        r"哪些|哪(?:两|三|四|五|六|七|八|九|十|几|\d)(?:个|张|种|类|项|方面|大|条|家|步)?|"
        r"都(?:有|包括|包含)(?:什么|啥|哪)|有(?:什么|啥)|包括(?:什么|哪)|包含(?:什么|哪)|"
        r"分别是|列(?:一下|举|出)|名单|清单|(?:什么|啥)(?:政策|措施|支持|优惠|服务|费用|"
        r"行业|材料)",
        r"\bwhich\b|\bwhat (?:are|kinds?|types?|measures?|support|services?|industries|fees|"
        r"documents|benefits|policies)\b|\blist\b|\bname the\b|\bwhat .* (?:include|cover)",
    ),
    (
        Kind.PROCEDURE,
        r"怎么(?:办|申请|弄|走|领|申报|报|处理|做|交|缴|退|操作|收费)|如何(?:办|申|领|操|处|"
        r"做|实)|流程|步骤|程序|手续|怎样(?:办|申|做)|咋(?:办|弄|申|整)|得谁|谁点头|"
        r"要不要报|途径|渠道|方式",
        r"\bhow (?:do|can|should|to|does|is|are|will)\b|\bprocedure\b|\bprocess\b|"
        r"\bsteps?\b|\bappl(?:y|ication)\b",
    ),
    (
        Kind.YES_NO,
        r"吗[？?。！!\s]*$|是否|能不能|能否|可不可以|可否|要不要|需不需要|有没有|有无|"
        r"是不是|会不会|行不行|免不免|算不算|给不给|用不用|对不对|该不该|得不得|吗，|吗？|"
        r"能免不|不[？?]?$|真的假的|没错吧|对吧",
        r"^(?:so |and |but |also )?(?:do|does|did|is|are|was|were|can|could|will|would|must|"
        r"should|may|has|have|am)\b|\bright\?|\bcorrect\?|[,;.] (?:do|does|is|are|can|will|"
        r"must|should) (?:i|we|they|it|the|my|our|a|there|this)\b",
    ),
)
_CHINESE, _ENGLISH = re.compile(r"[\u4e00-\u9fff]"), re.compile("[a-z]")
_COMPILED = tuple((kind, re.compile(zh), re.compile(en, re.IGNORECASE)) for kind, zh, en in _CUES)


#: keywords without a question word: what they ask for stands in the nouns
_NOUNS: tuple[tuple[Kind, str], ...] = (
    (Kind.DEPARTMENT, r"部门|单位|负责|牵头|主管"),
    (Kind.DURATION, r"时限|工作日|办理时间|期限|多长"),
    (Kind.VALIDITY, r"有效期|执行期|截止"),
    (Kind.RATIO, r"比例|占比|比重|税率|费率|增速|增幅|率(?:$|\s)"),
    (Kind.CAP, r"上限|最高|封顶"),
    (Kind.AMOUNT, r"奖励|奖补|补贴|补助|经费|资金|金额|额度|资助|奖金|规模"),
    (Kind.COUNT, r"目标|数量|家数|户数|多少"),
    (Kind.CONDITION, r"条件|门槛|要求|标准|资格"),
    (Kind.DATE, r"时间|日期|何时"),
    (Kind.PROCEDURE, r"流程|步骤|手续|办理|申请"),
    (Kind.LIST, r"清单|名单|范围|内容|措施|行业"),
)
_PIECES = re.compile(r"[\u4e00-\u9fff0-9A-Za-z”）]\s+[\u4e00-\u9fff0-9A-Za-z“（]")
_COMPILED_LAST = tuple(
    (kind, re.compile(rf"(?:{nouns})$"))
    for kind, nouns in (
        (Kind.DEPARTMENT, r"责任单位|牵头单位|主管部门|负责部门"),
        (Kind.DURATION, r"时限|办理时间|期限"),
        (Kind.AMOUNT, r"奖励|奖补|补贴|补助|奖金|奖励资金|补助资金|奖励金额"),
        (Kind.CONDITION, r"条件|门槛|要求"),
        (Kind.PROCEDURE, r"流程|步骤|手续"),
    )
)
_COMPILED_NOUNS = tuple((kind, re.compile(nouns)) for kind, nouns in _NOUNS)
#: a question that opens like this wants yes or no first, whatever else it names
_OPENS_YES_NO = re.compile(
    r"^(?:so |and |but |also |hi[,. ]+|hello[,. ]+)?(?:do|does|did|is|are|was|were|can|"
    r"could|will|would|must|should|may|has|have|am)\b",
    re.IGNORECASE,
)


#: what levels pay together, or places differ in, is money where the words say so
_PAID = re.compile(r"奖|补|资助|\b(?:award|reward|subsid|grant|bonus)")


def kinds(text: str) -> tuple[Kind, ...]:
    """Every kind that the words ask for, in the order of the table; OPEN where none shows."""
    lowered = text.lower()
    named = frozenset(_in_chinese(text)) | frozenset(_in_english(lowered))
    found = tuple(kind for kind, _, _ in _COMPILED if kind in named)
    if _OPENS_YES_NO.search(lowered):
        rest = tuple(kind for kind in found if kind not in (Kind.YES_NO, Kind.AMOUNT))
        first = (Kind.VALIDITY, Kind.YES_NO) if Kind.VALIDITY in rest else (Kind.YES_NO,)
        found = tuple(dict.fromkeys((*first, *rest)))
    if found[:1] in ((Kind.STACK,), (Kind.COMPARE,)) and not FIGURES & set(found):
        found = (found[0], *((Kind.AMOUNT,) if _PAID.search(lowered) else ()), *found[1:])
    if "多少" in text and not FIGURES & set(found):
        found = (Kind.AMOUNT, *found)
    return found or _by_nouns(text) or _by_last_noun(text) or (Kind.OPEN,)


def _in_chinese(text: str) -> Iterator[Kind]:
    if _CHINESE.search(text):
        yield from (kind for kind, cues, _ in _COMPILED if cues.search(text))


def _in_english(lowered: str) -> Iterator[Kind]:
    if _ENGLISH.search(lowered):
        yield from (kind for kind, _, cues in _COMPILED if cues.search(lowered))


def _by_last_noun(text: str) -> tuple[Kind, ...]:
    """`忻州高新技术企业奖励` → amount: keywords in one piece end in what they ask for."""
    bare = text.rstrip("。？?！! ")
    return next(((kind,) for kind, nouns in _COMPILED_LAST if nouns.search(bare)), ())


def _by_nouns(text: str) -> tuple[Kind, ...]:
    """`新获批 国家级 技术创新中心 市级 建设经费` → amount. Only of texts in pieces."""
    if not _PIECES.search(text):
        return ()
    return tuple(kind for kind, nouns in _COMPILED_NOUNS if nouns.search(text))

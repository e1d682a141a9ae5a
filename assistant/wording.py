"""Every fixed sentence that the assistant says, in both languages. No figure stands here."""

from dataclasses import dataclass

from assistant.answer import Language
from corpus.clause import Level


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one language. `{}` fields are filled by the composer."""

    payers: dict[Level, str]
    paid_by: str
    one_off: str
    annual: str
    at_most: str
    within_time: str
    separator: str
    colon: str
    stop: str
    yes: str
    no: str
    no_says: str
    not_needed: str
    needed: str
    not_always: str
    may: str
    there_is: str
    as_printed: str
    may_not: str
    within: str
    outside: str
    left_open: str
    figure_is: str
    no_department: str
    lead: str
    units: str
    until: str
    expired_on: str
    in_force_on: str
    no_period: str
    by_place: str
    not_provided: str
    stacks: str
    also: str
    says: str
    original: str
    greeting: str
    thanks: str
    who: str
    refused_topic: str
    refused_place: str
    refused_contact: str
    refused_figure: str
    refused_empty: str
    refused_premise: str
    corrected_premise: str
    refused_year: str
    nearest: str
    warn_expired: str
    warn_trial: str
    warn_conflict: str
    warn_slip: str
    warn_other_region: str
    calculated: str


CHINESE = Wording(
    payers={
        Level.NATIONAL: "国家",
        Level.PROVINCE: "省级财政",
        Level.CITY: "市级财政",
        Level.COUNTY: "县（区）级财政",
    },
    paid_by="由{payer}承担",
    one_off="一次性",
    annual="每年",
    at_most="最高{amount}",
    within_time="{amount}以内",
    separator="，",
    colon="：",
    stop="。",
    yes="是的",
    no="不是",
    no_says="不是，文件没有这样写",
    not_needed="不需要",
    needed="需要",
    not_always="不一定",
    may="可以",
    there_is="有",
    as_printed="（原文：“{basis}”）",
    may_not="不可以",
    within="符合",
    outside="不符合",
    figure_is="{figure}",
    left_open="文件没有写明具体金额，只写“{words}”",
    no_department="该条没有写明责任单位",
    lead="牵头单位是{names}",
    units="责任单位是{names}",
    until="执行至{until}",
    expired_on="按所问日期看已经到期",
    in_force_on="按所问日期看仍在执行期内",
    no_period="文件没有写明有效期或截止日期，无法确认所问日期是否仍在执行，请向责任单位核实",
    by_place="各地规定不同：",
    not_provided="文件未规定",
    stacks="市（县）级在上级奖补之外另行给予",
    also="同样的规定另见",
    says="原文：",
    original="{text}",
    greeting=(
        "您好！我是政策问答助手，可以查山西省、晋城市、忻州市、"
        "泽州县和晋城市城区惠企政策里的奖补金额、条件、责任单位和办理时限，并给出条款出处。"
    ),
    thanks="不客气！还有政策方面的问题可以继续问我。",
    who=(
        "我是政策问答助手，只根据已收录的政策文件回答：奖补金额、条件、责任单位、办理时限等，"
        "每个答案都注明条款出处。请直接说出所在地区和想问的事项。"
    ),
    refused_topic=(
        "已收录的政策文件没有规定这个问题，不能据此回答。可以换个说法，或拨打政务服务便民热线咨询。"
    ),
    refused_place=(
        "已收录的文件里没有{place}的规定，不能用其他地区的标准代答。"
        "请向当地主管部门或政务服务便民热线咨询。"
    ),
    refused_contact=(
        "已收录的政策条款没有提供申请表、下载地址、电话或联系人等信息。"
        "请向责任单位或政务服务便民热线咨询。"
    ),
    refused_figure="最相关的条款没有写明您问的这个数字，不能推算。请向责任单位或政务服务便民热线核实。",
    refused_year="已收录的条款没有{year}年的规定，不能用其他年份的数字代答。",
    refused_premise="已收录的文件里没有查到您说的“{claim}”，请以条款原文为准。",
    corrected_premise="已收录的文件里没有查到您说的“{claim}”。条款写的是：",
    refused_empty="请说出想问的政策事项，例如“晋城首次认定的高新技术企业奖励多少”。",
    nearest="最接近的条款见下方。",
    warn_expired="{label}已过执行期：原文写明“{basis}”。",
    warn_trial="《{title}》为试行文件，执行中可能调整。",
    warn_conflict="不同文件对同一事项的数字不一致：{figures}，请向责任单位核实。",
    warn_slip="原文可能有印刷错误：{why}。",
    warn_other_region="{place}的文件没有这项规定，这里引用的是{region}的规定。",
    calculated="按{formula}计算",
)

ENGLISH = Wording(
    payers={
        Level.NATIONAL: "the state",
        Level.PROVINCE: "the province",
        Level.CITY: "the city",
        Level.COUNTY: "the county or district",
    },
    paid_by="paid by {payer}",
    one_off="one-off",
    annual="every year",
    at_most="at most {amount}",
    within_time="within {amount}",
    separator=", ",
    colon=": ",
    stop=".",
    yes="Yes",
    no="No",
    no_says="No, the document does not say so",
    not_needed="No, it is not required",
    needed="Yes, it is required",
    not_always="Not always",
    may="Yes",
    there_is="Yes",
    as_printed=" (in the clause: “{basis}”)",
    may_not="No",
    within="Yes, within the limit",
    outside="No, outside the limit",
    figure_is="The figure is {figure}",
    left_open="The clause names no figure (not specified); it only says “{words}”",
    no_department="The clause names no responsible department",
    lead="Lead unit: {names}",
    units="Responsible units: {names}",
    until="It runs until {until}",
    expired_on="it has expired by the day asked about",
    in_force_on="it is still in force on the day asked about",
    no_period=(
        "The document states no period of validity, so whether it still applies cannot be "
        "confirmed; please check with the responsible department"
    ),
    by_place="The rules differ by place:",
    not_provided="not provided for in the documents",
    stacks="The local award is paid in addition to the one of the level above",
    also="The same rule also stands in",
    says="In the clause's words: ",
    original="the original Chinese reads “{text}”",
    greeting=(
        "Hello! I answer questions about business policies of Shanxi Province, Jincheng, "
        "Xinzhou, Zezhou County and Jincheng Urban District: amounts, conditions, departments "
        "and time limits, each with its clause."
    ),
    thanks="You are welcome. Feel free to ask about any other policy.",
    who=(
        "I am a policy assistant. I answer only from the policy documents I hold: amounts, "
        "conditions, responsible departments, time limits, always citing the clause. Please "
        "name the place and the matter."
    ),
    refused_topic=(
        "The policy documents held here do not answer this question. Please rephrase it or call "
        "the government service hotline."
    ),
    refused_place=(
        "The documents held here do not cover {place}, and another place's rules must not stand "
        "in for them. Please ask the local authority or the government service hotline."
    ),
    refused_contact=(
        "The policy clauses give no application form, download address, phone number or contact "
        "person. Please ask the responsible department or the government service hotline."
    ),
    refused_figure=(
        "The closest clause does not state the figure you ask for, and it must not be guessed. "
        "Please check with the responsible department or the government service hotline."
    ),
    refused_year=(
        "The clauses held here say nothing for {year}, and another year's figure must not stand in."
    ),
    refused_premise=(
        "The documents held here do not say the “{claim}” that you mention; please go by the "
        "clauses."
    ),
    corrected_premise=(
        "The documents held here do not say the “{claim}” that you mention. The clause says: "
    ),
    refused_empty=(
        "Please name the policy matter, for example “How much does Jincheng award a first-time "
        "high-tech enterprise?”"
    ),
    nearest=" The closest clauses are listed below.",
    warn_expired="{label} is past its period: the text says “{basis}”.",
    warn_trial="“{title}” is a trial document and may be adjusted.",
    warn_conflict=(
        "Documents disagree on this figure: {figures}. Please check with the responsible "
        "department."
    ),
    warn_slip="The original may contain a misprint: {why}.",
    warn_other_region=(
        "The documents of {place} do not provide for this; the rule quoted is that of {region}."
    ),
    calculated="calculated as {formula}",
)


def wording(language: Language) -> Wording:
    """The sentences of that language."""
    return ENGLISH if language is Language.ENGLISH else CHINESE

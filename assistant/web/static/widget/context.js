/** What a follow-up leans on, as chips that the asker can take away: 晋城市 · 省级 · 专精特新. */

const TIERS = /国家级|省级|市级|县级|区级|\b(?:national|provincial|municipal|county)\b/gi;
const SUBJECTS =
  /专精特新|小巨人|单项冠军|高新技术企业|科技型中小企业|小升规|规上企业|个体工商户|创业担保贷款|孵化器|众创空间|首台套|瞪羚企业|独角兽|绿色工厂|技术改造|知识产权|外资|电价|社保|房租|贷款|little giants?|high-tech enterprises?|incubators?|loans?/gi;

/** Nothing to lean on: a refusal, or no turn yet. */
export const NONE = Object.freeze({ question: null, answer: null, chips: [] });

export function contextOf(answer) {
  if (!answer || answer.status === 'refused') return NONE;
  const question = answer.standalone_question;
  const words = [...(question.match(TIERS) ?? []), ...(question.match(SUBJECTS) ?? [])];
  const heading = answer.citations[0]?.heading;
  const chips = words.length || !heading ? words : [heading];
  return { question, answer: answer.answer, chips: [...new Set(chips)].slice(0, 4) };
}

/** The context without one chip; without any, it is gone. */
export function without(context, chip) {
  const chips = context.chips.filter((each) => each !== chip);
  if (!chips.length) return NONE;
  return { question: context.question.replaceAll(chip, ''), answer: null, chips };
}

export function historyOf(context) {
  return context.question ? [{ question: context.question, answer: context.answer }] : null;
}

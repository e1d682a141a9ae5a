/** What a follow-up leans on, as chips that the asker can take away: 晋城市 · 省级 · 专精特新. */

/** Nothing to lean on: a refusal, or no turn yet. */
export const NONE = Object.freeze({ question: null, answer: null, parts: [] });

/** What the service says it understood; small talk, which cites nothing, changes nothing. */
export function contextOf(answer, before = NONE) {
  if (!answer || answer.status === 'refused') return NONE;
  if (answer.status === 'answered' && !answer.citations.length) return before;
  const heading = answer.citations[0]?.heading;
  const told = answer.understood ?? [];
  const isNamed = told.some((part) => part.facet !== 'place') || !heading;
  const parts = isNamed ? told : [...told, { facet: 'subject', name: heading, text: '' }];
  return { question: answer.standalone_question, answer: answer.answer, parts };
}

/** `[{label, part}]` for each chip; the region that the asker has chosen stands for its place. */
export function chipsOf(context, region) {
  const shown = context.parts.filter((part) => part.text || part.facet !== 'place');
  const isElsewhere = shown.some((part) => part.facet === 'place') && shown.length === context.parts.length;
  const chosen = region && !isElsewhere && !shown.some((part) => part.name === region);
  const chips = shown.map((part) => ({ label: labelOf(part), part }));
  return chosen ? [{ label: region, part: { facet: 'place', name: region, text: '' } }, ...chips] : chips;
}

/** The context without one part; without a tier or subject, it is gone. */
export function without(context, part) {
  const parts = context.parts.filter((each) => each !== part);
  if (!parts.some((each) => each.facet !== 'place')) return NONE;
  return { question: part.text ? context.question.replaceAll(part.text, '') : context.question, answer: null, parts };
}

export function historyOf(context) {
  return context.question ? [{ question: context.question, answer: context.answer }] : null;
}

/** A place by its full name, unless the question is English; anything else as it was said. */
const labelOf = (part) => (part.facet === 'place' && !/[A-Za-z]/.test(part.text) ? part.name : part.text || part.name);

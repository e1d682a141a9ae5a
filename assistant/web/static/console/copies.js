/** One answer in three forms: to read aloud, for the work order, with links. Pure. */

const today = () => new Date().toLocaleDateString('sv');
const basisOf = (c) => `《${c.document_title}》（${c.document_number}）${c.label}`;

/** Without markers and brackets: as it is said on the phone. */
export function aloud(answer, t) {
  const first = answer.citations[0];
  const plain = answer.answer.replace(/\[\d+\]/g, '');
  if (!first) return plain;
  return `${plain}\n${t.basisLine}：${first.document_title}，${first.label}。`;
}

export function forWorkOrder(answer, t) {
  const conditions = [...new Set(answer.benefits.map((b) => [b.recipient, b.condition].filter(Boolean).join('，')))];
  const amounts = answer.benefits.map((b) => `${b.recipient} ${b.amount}`);
  const departments = [...new Set(answer.citations.flatMap((c) => c.departments))];
  return [
    [t.question, answer.standalone_question],
    [t.conclusion, answer.answer.replace(/\[\d+\]/g, '')],
    [t.conditions, conditions.join('；')],
    [t.amountLine, amounts.join('；') || t.noAmount],
    [t.basisLine, basis(answer)],
    [t.departmentsLine, departments.join('、')],
    [t.warnings, answer.warnings.join('')],
    [t.asOfLine, today()],
  ].filter(([, value]) => value).map(([name, value]) => `【${name}】${value}`).join('\n');
}

export function withLinks(answer, t, base) {
  const lines = answer.citations.map((c) => `[${c.n}] ${basisOf(c)} ${new URL(c.url, base).href}`);
  return [answer.answer, ...lines, `${t.asOfLine}：${today()}`].join('\n');
}

export const basis = (answer) => answer.citations.map(basisOf).join('；');

// What is shown, what comes next, how it ends: the rules of `surveys/rules`, for a device that may
// have no connection. The server checks everything again.
const NOTHING = {};

export function isEmpty(value) {
  if (!value) return true;
  const { number, text, choices, cells } = value;
  return number === undefined && !text && !(choices && choices.length) && !(cells && Object.keys(cells).length);
}

function valuesOf(answer, row) {
  if (!answer) return [];
  if (row) return answer.cells && row in answer.cells ? [answer.cells[row]] : [];
  if (answer.choices && answer.choices.length) return answer.choices;
  if (answer.cells && Object.keys(answer.cells).length) return Object.values(answer.cells);
  if (answer.number !== undefined) return [answer.number];
  return answer.text ? [answer.text] : [];
}

function subjectValues(kind, name, survey, answers, facts) {
  if (kind === "answer") {
    const [key, ...row] = name.split(".");
    return valuesOf(answers[key], row.join("."));
  }
  let value;
  if (kind === "attribute") value = facts.known[name];
  if (kind === "hidden") value = facts.hidden[name] || survey.hidden[name];
  if (kind === "language") value = survey.language;
  if (kind === "score_band" && answers[survey.score]) value = survey.bands[answers[survey.score].number];
  return value === undefined || value === null || value === "" ? [] : [value];
}

function asNumber(value) {
  return value === "" || value === true || value === false || Number.isNaN(Number(value)) ? null : Number(value);
}

function same(one, other) {
  const [left, right] = [asNumber(one), asNumber(other)];
  if (left !== null && right !== null) return left === right;
  return String(one).trim().toLowerCase() === String(other).trim().toLowerCase();
}

function compared(values, wanted, better) {
  if (!wanted.length) return false;
  const limit = asNumber(wanted[0]);
  if (limit === null) return String(values[0]) === String(wanted[0]) || better(String(values[0]) > String(wanted[0]) ? 1 : 0, 0.5);
  const number = values.length === 1 ? asNumber(values[0]) : null;
  return better(number === null ? values.length : number, limit);
}

const oneOf = (values, wanted) => values.some((one) => wanted.some((other) => same(one, other)));
const isSame = (values, wanted) => values.every((one) => oneOf([one], wanted)) && wanted.every((one) => oneOf([one], values));
const OPERATORS = {
  is: isSame,
  is_not: (values, wanted) => !isSame(values, wanted),
  one_of: oneOf,
  none_of: (values, wanted) => !oneOf(values, wanted),
  contains: (values, wanted) =>
    values.length === 1 && typeof values[0] === "string"
      ? wanted.some((one) => values[0].toLowerCase().includes(String(one).toLowerCase()))
      : oneOf(values, wanted),
  at_least: (values, wanted) => compared(values, wanted, (one, other) => one >= other),
  at_most: (values, wanted) => compared(values, wanted, (one, other) => one <= other),
};

function clauseHolds([subject, operator, value], survey, answers, facts) {
  const cut = subject.indexOf(":");
  const kind = cut < 0 ? subject : subject.slice(0, cut);
  const values = subjectValues(kind, subject.slice(kind.length + 1), survey, answers, facts);
  if (operator === "answered") return values.length > 0;
  if (operator === "empty") return values.length === 0;
  if (!values.length) return ["attribute", "hidden"].includes(kind) && ["is_not", "none_of"].includes(operator);
  const wanted = value === null || value === undefined ? [] : [].concat(value);
  return OPERATORS[operator](values, wanted);
}

export function holds(condition, survey, answers, facts) {
  if (!condition) return true;
  const each = (clause) => clauseHolds(clause, survey, answers, facts);
  return condition.any ? condition.clauses.some(each) : condition.clauses.every(each);
}

// One pass in order: an answer to a question that is not shown does not exist.
export function shown(survey, answers, facts) {
  const standing = {};
  const pages = [];
  for (const page of survey.pages) {
    if (!holds(page.when, survey, standing, facts)) continue;
    const questions = [];
    for (const question of page.questions || []) {
      if (!holds(question.when, survey, standing, facts)) continue;
      questions.push(question);
      if (!isEmpty(answers[question.key])) standing[question.key] = answers[question.key];
    }
    if (questions.length) pages.push({ page, questions });
  }
  return { pages, standing };
}

export function endings(survey, answers, facts) {
  const { standing } = shown(survey, answers, facts);
  const fits = (one) => holds(one.when, survey, standing, facts);
  const main = survey.endings.find(fits);
  const review = survey.endings.find((one) => one.kind === "review" && fits(one));
  return [main, review === main ? undefined : review].filter(Boolean);
}

const MARK = /\{\{\s*(?:(answer|attribute|hidden):([\w.-]{1,120})|(company|touchpoint))\s*(?:\|([^{}|]*))?\}\}|\{(company|touchpoint)\}/gu;

export function pipe(text, survey, answers, facts) {
  if (!text) return "";
  return text.replace(MARK, (mark, kind, name, word, instead, short) => {
    const found = word || short ? survey[word || short] : piped(kind, name, survey, answers, facts);
    const line = String(found === undefined || found === null ? "" : found).replace(/\s+/g, " ").trim();
    return (line.length > 200 ? line.slice(0, 199) + "…" : line) || (instead || "").trim();
  });
}

function piped(kind, name, survey, answers, facts) {
  if (kind === "attribute") return facts.known[name];
  if (kind === "hidden") return facts.hidden[name] || survey.hidden[name];
  const [key, ...row] = name.split(".");
  const asked = survey.pages.flatMap((page) => page.questions || []).find((one) => one.key === key) || NOTHING;
  const label = (value) => ((asked.options || []).find((one) => one.key === value) || { label: value }).label;
  return valuesOf(answers[key], row.join(".")).map(label).join(", ");
}

// By chance, but the same each time this sitting sees it; what is to stay keeps its place.
export function inOrder(question, options, seed) {
  if (!question.shuffle) return options;
  let state = 2166136261;
  for (const sign of `${seed}:${question.key}`) state = Math.imul(state ^ sign.codePointAt(0), 16777619) >>> 0;
  const chance = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const moving = options.filter((one) => !one.stays);
  for (let last = moving.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1));
    [moving[last], moving[other]] = [moving[other], moving[last]];
  }
  return options.map((one) => (one.stays ? one : moving.shift()));
}

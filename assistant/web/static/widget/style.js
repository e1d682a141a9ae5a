/** The widget's look, in a sheet that no page's policy has to allow and that reaches no page. */

const CSS = `
:host {
  all: initial; display: block; color-scheme: light dark;
  --ground: #f4f6f9; --paper: #fff; --ink: #1b2430; --soft: #55606e; --line: #d8dee7;
  --accent: #1a56a0; --on-accent: #fff; --tint: #e9f0f9;
  --good: #1d6b3e; --good-tint: #e5f3ea; --warn: #7d4a00; --warn-tint: #fcf0da;
  --bad: #a32020; --bad-tint: #fbeae9; --mark: #ffedb0;
  font: 16px/1.7 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  color: var(--ink); text-align: start; overflow-wrap: anywhere; height: 100%;
}
@media (prefers-color-scheme: dark) {
  :host {
    --ground: #12161c; --paper: #1a2029; --ink: #e6eaf0; --soft: #a7b1be; --line: #323c49;
    --accent: #8ab8f5; --on-accent: #0c1a2b; --tint: #1d2c41;
    --good: #8fd3a8; --good-tint: #17301f; --warn: #f0c27a; --warn-tint: #352812;
    --bad: #f3a29b; --bad-tint: #3a1c1b; --mark: #5c4b12;
  }
}
:host([hidden]), [hidden] { display: none !important; }
:host([floating]) { position: fixed; inset: auto 0 0 auto; z-index: 2147483000; height: auto; }
*, ::before, ::after { box-sizing: border-box; }
h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h2 { font-size: 17px; line-height: 1.4; }
h3 { font-size: 15px; line-height: 1.5; }
small { display: block; font-size: 13px; color: var(--soft); font-weight: 400; }
button, textarea, select { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
:is(select, textarea):focus-visible { outline-width: 2px; outline-offset: 0; border-radius: 10px; }
.icon { width: 20px; height: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.soft { color: var(--soft); font-size: 14px; }
.row { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; }

.launcher { position: fixed; inset: auto 20px 20px auto; display: inline-flex; align-items: center; gap: 8px; min-height: 52px; padding: 0 20px; border: 0; border-radius: 26px; background: var(--accent); color: var(--on-accent); font-weight: 600; box-shadow: 0 4px 18px rgb(0 0 0 / .25); }
.launcher[aria-expanded="true"] { display: none; }
.panel { container-type: inline-size; position: relative; display: flex; flex-direction: column; height: 100%; min-height: 320px; overflow: hidden; background: var(--ground); border: 1px solid var(--line); border-radius: 14px; }
:host([floating]) .panel { position: fixed; inset: auto 20px 20px auto; width: min(440px, calc(100vw - 40px)); height: min(700px, calc(100dvh - 40px)); box-shadow: 0 10px 40px rgb(0 0 0 / .28); }
@media (max-width: 480px) {
  :host([floating]) .panel { inset: 0; width: 100%; height: 100dvh; border: 0; border-radius: 0; }
}
header { display: flex; align-items: center; gap: 4px; padding: 8px 8px 8px 16px; background: var(--paper); border-bottom: 1px solid var(--line); }
header h2 { flex: 1; min-width: 0; }
select { min-height: 44px; max-width: 148px; padding: 0 8px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); }
.tool { display: inline-flex; align-items: center; justify-content: center; gap: 4px; min-width: 44px; min-height: 44px; padding: 0 10px; border: 0; border-radius: 8px; background: none; color: var(--soft); }
.tool:hover { background: var(--tint); color: var(--accent); }
.tool[aria-pressed="true"] { color: var(--accent); background: var(--tint); }

.body { position: relative; flex: 1; min-height: 0; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); }
.talk { overflow: auto; padding: 16px; scrollbar-width: thin; }
.talk:focus-visible, .clause:focus-visible { outline-offset: -3px; }
.welcome { display: grid; gap: 10px; max-width: 640px; margin: 0 auto; }
.welcome ul, .suggestions ul { display: grid; gap: 8px; }
.example { width: 100%; min-height: 44px; padding: 8px 14px; text-align: start; line-height: 1.5; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; color: var(--accent); }
.example:hover { border-color: var(--accent); }
.turns { display: grid; gap: 24px; max-width: 720px; margin: 0 auto; }
.turn { display: grid; gap: 12px; min-width: 0; }
.question { justify-self: end; max-width: 88%; padding: 8px 14px; background: var(--accent); color: var(--on-accent); border-radius: 14px 14px 4px; }
.answer { display: grid; gap: 14px; min-width: 0; padding: 16px; background: var(--paper); border: 1px solid var(--line); border-radius: 4px 14px 14px; }
.reply strong, .tail { white-space: nowrap; }
.reply { display: grid; gap: 8px; font-size: 17px; line-height: 1.75; }
.lead { justify-self: start; padding: 1px 10px; border-radius: 12px; font-size: 14px; background: var(--tint); color: var(--accent); }
.lead.refused { background: var(--warn-tint); color: var(--warn); }
.status { color: var(--soft); }
.status::before { content: ""; display: inline-block; width: 9px; height: 9px; margin-inline-end: 10px; border-radius: 50%; background: var(--accent); }
.marker { display: inline-block; min-width: 24px; height: 24px; padding: 0 6px; margin: 0 2px; border: 0; border-radius: 12px; background: var(--tint); color: var(--accent); font-size: 13px; font-weight: 600; line-height: 24px; text-align: center; vertical-align: 1px; }
button.marker:hover { background: var(--accent); color: var(--on-accent); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 15px; line-height: 1.5; }
th, td { padding: 8px 10px 8px 0; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-size: 13px; font-weight: 600; }
.amount { font-weight: 700; font-variant-numeric: tabular-nums; min-width: 76px; }
td:last-child { white-space: nowrap; }
.warnings { padding: 10px 14px; border-radius: 8px; background: var(--warn-tint); color: var(--warn); font-size: 14px; line-height: 1.6; }
.sources { display: grid; gap: 10px; }
.sources h3, .suggestions h3 { color: var(--soft); font-size: 14px; font-weight: 600; }
.sources ul { display: grid; gap: 14px; }
.suggestions { display: grid; gap: 8px; }
.source { display: grid; gap: 4px; }
.link { padding: 4px 0; border: 0; background: none; color: var(--accent); text-align: start; font-weight: 600; line-height: 1.5; }
.link:hover { text-decoration: underline; text-underline-offset: 3px; }
.link .marker { margin-inline-start: 0; }
.line { display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: center; font-size: 14px; color: var(--soft); }
.badge { padding: 0 8px; border-radius: 10px; font-size: 13px; line-height: 20px; background: var(--tint); color: var(--accent); white-space: nowrap; }
.badge.plain { background: none; box-shadow: inset 0 0 0 1px var(--line); color: var(--soft); }
.badge.good { background: var(--good-tint); color: var(--good); }
.badge.warn { background: var(--warn-tint); color: var(--warn); }
.badge.bad { background: var(--bad-tint); color: var(--bad); }
.departments { display: flex; flex-wrap: wrap; gap: 4px 6px; align-items: baseline; font-size: 14px; }
.departments b { padding: 0 8px; border: 1px solid var(--line); border-radius: 12px; font-weight: 600; }
.tools { display: grid; gap: 8px; margin: -4px -6px -8px; }
.tools .soft { padding-inline-start: 4px; }
.comment { display: flex; gap: 8px; align-items: end; padding: 0 6px 8px; }
.failure { display: grid; gap: 10px; justify-items: start; padding: 12px 14px; border-radius: 8px; background: var(--bad-tint); color: var(--bad); }
.action { display: inline-flex; align-items: center; justify-self: start; min-height: 44px; padding: 0 16px; border: 1px solid var(--accent); border-radius: 8px; background: var(--accent); color: var(--on-accent); text-decoration: none; white-space: nowrap; }
.action:disabled { background: none; color: var(--soft); border-color: var(--line); cursor: default; }

.body.split { position: static; }
.clause { position: absolute; inset: 0; z-index: 1; overflow: auto; display: grid; gap: 12px; align-content: start; padding: 8px 16px 20px; background: var(--paper); }
.clause .tool { position: sticky; top: -8px; justify-content: start; margin-inline: -16px; padding-inline: 12px; border-radius: 0; background: var(--paper); }
.clause h2 { font-size: 18px; }
.clause .text { line-height: 1.9; white-space: pre-line; }
.clause dl { display: grid; gap: 4px; font-size: 14px; }
.clause dl div { display: flex; gap: 10px; }
.clause dt { flex: none; color: var(--soft); }
mark { padding: 1px 0; background: var(--mark); color: var(--ink); }
@container (min-width: 760px) {
  .body.split { position: relative; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .clause { position: static; border-inline-start: 1px solid var(--line); }
}

.ask { display: grid; gap: 8px; padding: 10px 12px 6px; background: var(--paper); border-top: 1px solid var(--line); }
.ask .row { flex-wrap: nowrap; align-items: end; }
textarea { flex: 1; min-width: 0; min-height: 44px; max-height: 132px; padding: 8px 12px; line-height: 26px; resize: none; field-sizing: content; border: 1px solid var(--soft); border-radius: 10px; background: var(--paper); }
textarea::placeholder { color: var(--soft); opacity: 1; }
.send { display: inline-grid; place-items: center; width: 44px; height: 44px; flex: none; border: 0; border-radius: 10px; background: var(--accent); color: var(--on-accent); }
.chips { display: flex; gap: 6px; align-items: center; padding: 4px; margin: -4px; overflow-x: auto; scrollbar-width: none; white-space: nowrap; }
.chip { display: inline-flex; align-items: center; gap: 4px; min-height: 32px; padding: 0 8px 0 12px; border: 1px solid var(--line); border-radius: 16px; background: var(--tint); color: var(--accent); font-size: 14px; }
.chip .icon { width: 14px; height: 14px; }
.foot { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0 12px; font-size: 13px; color: var(--soft); }
.foot a { display: inline-flex; align-items: center; gap: 4px; min-height: 32px; color: var(--accent); text-decoration: none; }
.foot a:hover { text-decoration: underline; }
.foot .icon { width: 16px; height: 16px; }
@media (prefers-reduced-motion: no-preference) {
  .status::before { animation: breathe 1.4s ease-in-out infinite; }
  @keyframes breathe { 50% { opacity: .25; } }
}
`;

let made = null;

/** The sheet, made once for all widgets of a page. */
export function sheet() {
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(CSS);
  }
  return made;
}

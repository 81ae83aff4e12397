// One sheet for all, made by script: a strict policy allows it, and no style of the page comes in.
const DARK = "--paper:#1f201d;--wash:#2c2d28;--edge:#8b8a80;--line:#3a3b36;--ink:#eceae3;--ink2:#b4b3aa;--brand:#7cc4b8;--on:#10201d;--bad:#f09a8a";
const CSS = `
:host{all:initial;--paper:#fff;--wash:#f1efe8;--edge:#77766d;--line:#e6e4dc;--ink:#22231f;--ink2:#5c5d56;--brand:#1f5f57;--on:#fff;--bad:#a63d2f;--least:44px;color-scheme:light}
@media (prefers-color-scheme:dark){:host(:not([look=light])){${DARK};color-scheme:dark}}
:host([look=dark]){${DARK};color-scheme:dark}
*{box-sizing:border-box;margin:0}
.frame{font:16px/1.6 system-ui,"Hiragino Sans","Yu Gothic UI","Noto Sans JP","Noto Sans Arabic",sans-serif;color:var(--ink);text-align:start;-webkit-text-size-adjust:100%}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.trap{position:absolute;inset-inline-start:-9999px;width:1px;height:1px;overflow:hidden}
button,a.main{display:inline-flex;align-items:center;justify-content:center;min-height:var(--least);padding:4px 20px;border:1px solid var(--edge);border-radius:8px;background:var(--paper);color:var(--ink);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
button:hover{background:var(--wash)}
button.main,a.main{border-color:var(--brand);background:var(--brand);color:var(--on)}
button.main:hover,a.main:hover{filter:brightness(1.08)}
:focus{outline:none}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.panel{position:fixed;z-index:2147483000;inset-block-end:16px;inset-inline-end:16px;width:min(420px,100vw - 32px);max-height:calc(100dvh - 32px);overflow:auto;overscroll-behavior:contain;padding:16px 20px 20px;border:1px solid var(--line);border-radius:14px;background:var(--paper);box-shadow:0 8px 32px rgb(0 0 0/.22)}
.panel.start,.tab.start{inset-inline:16px auto}
.inline{padding:16px 20px 20px;border:1px solid var(--line);border-radius:14px;background:var(--paper)}
.head{display:flex;align-items:center;justify-content:space-between;gap:8px;margin-block-end:8px;color:var(--ink2);font-size:14px}
.head button{min-width:var(--least);margin-block:-8px;margin-inline-end:-12px;padding:0;border:0;background:none}
.head svg{width:20px;height:20px}
svg{fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.tab{position:fixed;z-index:2147482999;inset-block-end:0;inset-inline-end:24px;border-radius:10px 10px 0 0;border-color:var(--brand);background:var(--brand);color:var(--on);box-shadow:0 2px 12px rgb(0 0 0/.2)}
.tab.start{inset-inline:24px auto}
.tab:hover{background:var(--brand);filter:brightness(1.08)}
[hidden]{display:none!important}
form,.questions{display:grid;gap:20px}
fieldset{min-width:0;padding:0;border:0}
.question{display:grid;gap:10px;min-width:0}
.title{float:inline-start;width:100%;padding:0;font-size:17px;font-weight:650;line-height:1.55;overflow-wrap:anywhere}
h2{font-size:18px;line-height:1.5}
small,.help,.count,.note{color:var(--ink2);font-size:14px;font-weight:400}
.wrong{color:var(--bad);font-size:14px;font-weight:600}
.do{display:flex;flex-wrap:wrap;justify-content:end;gap:8px}
.do .main{flex:1 1 auto}
input:not([type=radio],[type=checkbox]),textarea,select{width:100%;min-height:var(--least);padding:8px 12px;border:1px solid var(--edge);border-radius:8px;background:var(--paper);color:var(--ink);font:inherit;font-size:16px}
textarea{resize:vertical}
[aria-invalid]{border:2px solid var(--bad)!important}
.scale{display:grid;gap:6px;grid-template-columns:repeat(5,minmax(0,1fr))}
.n2{grid-template-columns:1fr 1fr}.n3{grid-template-columns:repeat(3,minmax(0,1fr))}.n4{grid-template-columns:repeat(4,minmax(0,1fr))}
.n6,.n11{grid-template-columns:repeat(6,minmax(0,1fr))}.n7{grid-template-columns:repeat(7,minmax(0,1fr))}
.words.n3{grid-template-columns:1fr}
.scale label{position:relative;display:grid;cursor:pointer}
.scale input{position:absolute;inset:0;width:100%;height:100%;opacity:0;cursor:pointer}
.scale label>span{display:grid;gap:2px;place-items:center;align-content:center;min-height:var(--least);padding:4px;border:1px solid var(--edge);border-radius:8px;font-weight:600;text-align:center;font-variant-numeric:tabular-nums}
.scale label:hover>span{background:var(--wash)}
.scale input:checked+span{border-color:var(--brand);background:var(--brand);color:var(--on)}
.scale input:focus-visible+span{outline:3px solid var(--ink);outline-offset:2px}
.scale svg{width:28px;height:28px}
.scale b{font-size:12px;font-weight:400;line-height:1.35}
.stars label:has(~label input:checked) svg,.stars label:has(input:checked) svg{fill:currentColor}
.stars label:has(~label input:checked) svg{color:var(--brand)}
.ends{display:flex;justify-content:space-between;gap:16px;color:var(--ink2);font-size:13px;line-height:1.4}
.ends span+span{text-align:end}
.thanks{display:grid;gap:12px}
.thanks p{overflow-wrap:anywhere}
@media (prefers-reduced-motion:no-preference){.panel{animation:up .2s ease-out}@keyframes up{from{opacity:0;transform:translateY(12px)}}}
@media (forced-colors:active){.scale input:checked+span{border:4px solid Highlight}}
`;

function onColour(colour) {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}

function sheetOf(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

export const SHEETS = [sheetOf(CSS)];

export function addLook(text, roots) {
  const sheet = sheetOf(text);
  SHEETS.push(sheet);
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

// A shadow root with the sheets, in the company's colour.
export function shadowIn(host, look) {
  const root = host.attachShadow({ mode: "open" });
  const { colour, theme } = look || {};
  const own = /^#[0-9a-f]{6}$/i.test(colour || "")
    ? [sheetOf(`:host(:host),:host(:host([look])){--brand:${colour}!important;--on:${onColour(colour)}!important}`)]
    : [];
  if (theme === "light" || theme === "dark") host.setAttribute("look", theme);
  root.adoptedStyleSheets = [...SHEETS, ...own];
  return root;
}

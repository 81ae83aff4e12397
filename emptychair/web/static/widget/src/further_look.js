export const FURTHER_CSS = `
.choices,.matrix,.contact,.ranking{display:grid;gap:8px;padding:0;list-style:none}
.choices label,.as-consent label{display:flex;gap:12px;align-items:center;min-height:var(--least);padding:6px 12px;border:1px solid var(--edge);border-radius:8px;cursor:pointer}
.choices label:hover,.as-consent label:hover{background:var(--wash)}
.choices label:has(:checked),.as-consent label:has(:checked){border-color:var(--brand);box-shadow:inset 0 0 0 1px var(--brand)}
.choices input[type=radio],.choices input[type=checkbox],.as-consent input{flex:none;width:22px;height:22px;accent-color:var(--brand)}
.choices label:has(:focus-visible),.as-consent label:has(:focus-visible){outline:3px solid var(--ink);outline-offset:2px}
.choices .other{margin-inline-start:34px;width:calc(100% - 34px)}
.as-pictures .choices{grid-template-columns:repeat(auto-fill,minmax(130px,1fr))}
.as-pictures label{flex-wrap:wrap}
.as-pictures img{width:100%;aspect-ratio:4/3;object-fit:cover;border-radius:6px;background:var(--wash)}
.matrix fieldset{display:grid;gap:6px}
.matrix legend,.contact label{padding:0;font-size:15px}
.ranking li{display:flex;gap:8px;align-items:center;padding:6px 12px;border:1px solid var(--line);border-radius:8px}
.ranking span{flex:1;min-width:0;overflow-wrap:anywhere}
.ranking b{min-width:1.5em;font-variant-numeric:tabular-nums}
.ranking button{min-width:var(--least);padding:0}
.as-consent label{align-items:start}
.short-field{max-width:220px}
`;
